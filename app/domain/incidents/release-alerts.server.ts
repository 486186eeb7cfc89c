import { conflict } from "#app/kernel/errors.ts"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { happened } from "../sla/record/happen.server.ts"
import { alertOpened } from "../sla/record/opening.ts"
import { alertsInWords, lockChosen } from "./chosen-alerts.server.ts"
import type { Member } from "./membership.ts"
import { moveMembers } from "./membership.store.server.ts"
import { settleMembers } from "./settle-members.server.ts"
import { writeTimeline } from "./timeline.server.ts"
import { requireUnrestricted } from "./need-to-know.ts"

/**
 * Takes alerts out of their incident, back into the queue. One that nobody has in hand gets an acknowledge clock of its
 * own, which starts now: until now the incident's clocks spoke for it.
 *
 * @throws DomainError `not_found`; `conflict` for an alert that is in no incident
 */
export async function releaseAlerts(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  ids: readonly AlertId[],
): Promise<void> {
  const chosen = await lockChosen(t, ids)
  const alone = chosen.alerts.find((alert) => !alert.incidentId)
  if (alone) throw conflict(`“${alone.title}” is in no incident.`)
  for (const incident of chosen.incidents.values()) requireUnrestricted(incident)
  for (const alert of chosen.alerts) await releaseOne(t, alert)
  for (const [id, incident] of chosen.incidents) {
    const left = chosen.alerts.filter((alert) => alert.incidentId === id)
    await writeTimeline(t, id, { kind: "alerts-taken-out", data: alertsInWords(left) })
    await settleMembers(t, incident, chosen.membersOf(id), { cause: "alerts were taken out" })
  }
  await announce(t, "incident", [...chosen.incidents.keys()])
  await announce(
    t,
    "alert",
    chosen.alerts.map((alert) => alert.id),
  )
}

/** Puts one alert back into the queue. It has to be locked; its incident is settled by the caller. */
export async function releaseOne(
  t: TenantTx<"alerts.triage" | "incidents.work">,
  alert: Member,
): Promise<void> {
  const { id } = alert
  if (alert.state === "closed") await moveMembers(t, [id], { incidentId: null })
  else await requeue(t, alert)
  const before: { incidentId: IncidentId | null } = { incidentId: alert.incidentId }
  await recordAudit(t, { action: "alert.detach", targetId: id, before, after: { incidentId: null } })
}

async function requeue(t: TenantTx<"alerts.triage">, alert: Member): Promise<void> {
  const { id, assigneeId, severity, priority, discipline } = alert
  // Information has no clock; what somebody took or answered needs none.
  const opened = alertOpened({ by: "provider", discipline, priority })
  const waits = !assigneeId && severity < 5
  const { dueAt } = await happened(
    t,
    { alert: id },
    waits ? [...opened, { kind: "priority_set", priority }] : [],
  )
  await moveMembers(t, [id], { incidentId: null, state: assigneeId ? "acknowledged" : "new", dueAt })
}
