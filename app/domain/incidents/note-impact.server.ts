import { conflict, invalid } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { readHistory } from "../sla/record/read.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { lockSettled } from "./lock-settled.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/** Services one finding names at most, and characters of a name. */
export const maxAffected = 20
export const maxServiceName = 200

export type Impact = {
  /** What people call what does not work. */
  readonly services: readonly string[]
  /** Since when, not after now. */
  readonly since: Instant
}

/**
 * Says which services an availability incident affects and since when: from then on, or from when it was found, as the
 * contract has it, they have to be restored.
 *
 * @throws DomainError `invalid` without a service or for a time to come; `not_found`; `conflict` when it is over, no
 *   availability incident, or restored already
 */
export async function noteImpact(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  impact: Impact,
): Promise<void> {
  const services = [...new Set(impact.services.map((name) => name.trim().toWellFormed()))].filter(Boolean)
  if (services.length === 0) throw problem("services", "Name what is affected, one a line.")
  if (services.length > maxAffected || services.some((name) => name.length > maxServiceName))
    throw problem("services", `Name ${maxAffected} at most, each in ${maxServiceName} characters.`)
  if (isBefore(t.now, impact.since)) throw problem("since", "Choose a time that has passed.")
  const incident = await lockSettled(t, id)
  if (incident.flavour !== "availability") throw conflict("Only of an outage services are restored.")
  const { history } = await readHistory(t, t.scope.tenantId, { incident: id })
  if (history.now.facts.restoredAt !== null) throw conflict("Its service is restored already.")
  const { since } = impact
  await driveClocks(t, id, [{ kind: "impact", services, since }], { lastActivityAt: t.now })
  await writeTimeline(t, id, { kind: "impact", data: { services, since: since.toString() } })
  await recordAudit(t, { action: "incident.impact", targetId: id, after: { services, since } })
  await announce(t, "incident", [id])
}

const problem = (field: string, said: string) => invalid(said, { [field]: said })
