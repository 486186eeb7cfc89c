import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { ResolvePolicy } from "./correlation.ts"
import { resolveIncident } from "./resolve.server.ts"
import { markCleared, selectDue } from "./resolve-cleared.store.server.ts"
import { lockAlertsOf, lockIncident } from "./store.server.ts"

/**
 * Resolves incidents that are over by themselves: those whose resolve policy has held for its delay, and those in which
 * nothing has happened for as long as their rule allows. Only incidents nobody has touched (new, without an owner) and that
 * are no candidates: what a person has in hand or is to judge ends by a person's word. Gives how many alerts that closed.
 */
export async function resolveClearedIncidents(t: TenantTx<"incidents.work">): Promise<number> {
  await markCleared(t)
  let closed = 0
  for (const { id } of await selectDue(t)) closed += await resolveIfStillDue(t, id)
  return closed
}

/** An alert may have come or fired again since: asked once more with everything locked. */
async function resolveIfStillDue(t: TenantTx<"incidents.work">, id: IncidentId): Promise<number> {
  const members = await lockAlertsOf(t, id)
  await lockIncident(t, id)
  await markCleared(t, id)
  const [due] = await selectDue(t, id)
  if (!due) return 0
  await resolveIncident(t, id, {
    resolution: due.isInactive ? "Nothing new for as long as its rule allows." : reasons[due.policy],
    disposition: due.isInactive ? "stale" : "auto_cleared",
    automatic: true,
  })
  return members.filter((alert) => alert.state !== "closed").length
}

const reasons = {
  "all-cleared": "Every alert cleared by itself.",
  "last-cleared": "Its latest alert cleared by itself.",
  "first-cleared": "Its first alert cleared by itself.",
  never: "Cleared by itself.",
} as const satisfies Record<ResolvePolicy, string>
