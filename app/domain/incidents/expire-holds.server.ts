import type { IncidentId } from "#app/kernel/ids.ts"
import { isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { notifyPeople } from "../notices/notify.server.ts"
import { holdExpiry } from "../sla/clock/hold-expiry.ts"
import { moment } from "../sla/explain/words.ts"
import { readHistory } from "../sla/record/read.server.ts"
import { holdCalendar } from "./hold.server.ts"
import { selectHeldTooLong } from "./holds.store.server.ts"
import { isOpen } from "./incident.ts"
import { lockWithAlerts } from "./lock.server.ts"
import { releaseHold } from "./release-hold.server.ts"
import { resolveIncident } from "./resolve.server.ts"
import { updateIncident } from "./store.server.ts"
import { writeTimeline } from "./timeline.server.ts"

/** Business days a client has for its answer after it was reminded. */
export const daysAfterReminder = 2

/**
 * Ends holds whose day has come. A client that was asked is reminded first, where it reads it; when it does not answer
 * within two business days more, the incident is resolved without its answer. Every other hold just ends, and work goes on.
 * Gives how many incidents that touched.
 */
export async function expireHolds(t: TenantTx<"incidents.work">): Promise<number> {
  const due = await selectHeldTooLong(t)
  for (const id of due) await expire(t, id)
  return due.length
}

/** Somebody may have answered or released it since: looked at once more with everything locked. */
async function expire(t: TenantTx<"incidents.work">, id: IncidentId): Promise<void> {
  const { incident } = await lockWithAlerts(t, id)
  const { hold, holdUntil, holdRemindedAt, stage, sharedAt } = incident
  if (!isOpen(stage) || !hold || !holdUntil || isBefore(t.now, holdUntil)) return
  if (hold !== "waiting_client" || !sharedAt) return releaseHold(t, id, "expired")
  if (!holdRemindedAt) return remind(t, id)
  await resolveIncident(t, id, {
    resolution: "Resolved because no answer came to our question.",
    disposition: "stale",
    automatic: true,
  })
}

/** A message of the portal, not of a person: it answers nobody and moves no clock. */
async function remind(t: TenantTx<"incidents.work">, id: IncidentId): Promise<void> {
  const { history } = await readHistory(t, t.scope.tenantId, { incident: id })
  const calendar = holdCalendar(history)
  const until = holdExpiry(calendar, t.now, daysAfterReminder)
  const day = until ? ` by ${moment(until, calendar.zone)} (${calendar.zone})` : ""
  await updateIncident(t, id, { holdRemindedAt: t.now, holdUntil: until })
  await writeTimeline(t, id, {
    kind: "hold-reminded",
    lane: "client",
    text: `We still wait for your answer to our question. If we hear nothing${day}, we resolve this. Your answer, also a later one, brings it back to work.`,
    data: { until: until?.toString() ?? null },
  })
  await recordAudit(t, { action: "incident.hold-remind", targetId: id, after: { until: until?.toString() } })
  await notifyPeople(t, { kind: "hold-reminded", incidentId: id })
  await announce(t, "incident", [id])
}
