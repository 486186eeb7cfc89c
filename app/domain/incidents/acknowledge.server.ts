import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { authorOf } from "../sla/record/author.ts"
import type { Moved } from "../sla/record/happen.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { isOpen } from "./incident.ts"
import { lockWithAlerts } from "./lock.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnmerged } from "./unmerged.server.ts"

/**
 * Takes ownership of an open incident and stops its acknowledge clock. Of two people who click at once one wins; the
 * other reads who did.
 *
 * @throws DomainError `not_found`; `conflict` when it is resolved or was acknowledged before.
 */
export async function acknowledgeIncident(t: TenantTx<"incidents.work">, id: IncidentId): Promise<Moved> {
  const { incident, members } = await lockWithAlerts(t, id)
  await requireUnmerged(t, incident)
  if (!isOpen(incident.stage)) throw conflict(`The incident is ${incident.stage}. Reopen it to work on it.`)
  if (incident.isCandidate) throw conflict("It is a candidate. Approve or dismiss it first.")
  if (incident.acknowledgedAt)
    throw conflict(`Already acknowledged${incident.ownerName ? ` by ${incident.ownerName}` : ""}.`)

  const { actor } = t.scope
  const moved = await driveClocks(t, id, [{ kind: "acknowledged", by: authorOf(actor) }], {
    stage: "acknowledged",
    acknowledgedAt: t.now,
    lastActivityAt: t.now,
    ...(actor.kind === "user" ? { ownerId: actor.id, ownerName: actor.name } : {}),
  })
  await writeTimeline(t, id, { kind: "acknowledged" })
  await recordAudit(t, {
    action: "incident.acknowledge",
    targetId: id,
    before: { stage: incident.stage },
    after: { stage: "acknowledged" },
  })
  await announce(t, "incident", [id])
  await announce(
    t,
    "alert",
    members.map((m) => m.id),
  )
  return moved
}
