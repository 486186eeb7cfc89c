import { conflict, invalid } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { readHistory } from "../sla/record/read.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { lockSettled } from "./lock-settled.server.ts"
import { writeTimeline } from "./timeline.server.ts"

export type Restoration = {
  /** Some of those that are affected; all of them when left out. */
  readonly services?: readonly string[]
  readonly as: "operational" | "degraded_accepted"
}

/**
 * Says that services are back, or work well enough for the client. With the last one the restoration clock stops, for good.
 *
 * @throws DomainError `invalid` for a service that is not affected; `not_found`; `conflict` when it is over or nothing is
 *   affected
 */
export async function restoreService(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  { services, as }: Restoration,
): Promise<void> {
  await lockSettled(t, id)
  const { history } = await readHistory(t, t.scope.tenantId, { incident: id })
  const { affected } = history.now.facts
  if (affected.size === 0) throw conflict("Nothing is known to be affected.")
  const back = services ?? [...affected]
  if (back.length === 0 || back.some((name) => !affected.has(name)))
    throw invalid("Choose among what is affected.", { services: "Choose among what is affected." })
  const left = affected.size - new Set(back).size
  await driveClocks(
    t,
    id,
    back.map((service) => ({ kind: "service_back", service, as })),
    { lastActivityAt: t.now },
  )
  await writeTimeline(t, id, { kind: "restored", data: { services: back, as, left } })
  await recordAudit(t, { action: "incident.restore", targetId: id, after: { services: back, as, left } })
  await announce(t, "incident", [id])
}
