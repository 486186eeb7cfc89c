import { conflict, invalid } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { alwaysOpen } from "../sla/calendar/define.ts"
import { holdExpiry } from "../sla/clock/hold-expiry.ts"
import { mayEnter } from "../sla/clock/holds.ts"
import type { Hold } from "../sla/clock/metric.ts"
import type { HoldBasis } from "../sla/clock/record-event.ts"
import { isLive } from "../sla/clock/run.ts"
import { readHistory } from "../sla/record/read.server.ts"
import { addNote } from "./add-note.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { lockOpen, lockWithAlerts } from "./lock.server.ts"
import { writeTimeline } from "./timeline.server.ts"

export type HoldWanted = {
  readonly hold: Hold
  /** Asked where the client reads it; makes waiting for the client a pause. */
  readonly question?: string
  /** The day work goes on, as agreed with the client. */
  readonly agreedUntil?: Instant
  readonly clientAgreed?: boolean
}

/**
 * Puts an incident on hold. Where its contract says so its clocks stand still, but only on a question the client can read
 * or a date it agreed to: a provider does not stop its own clock.
 *
 * @throws DomainError `invalid` when the hold would stop a clock without such a basis; `not_found`; `conflict`
 */
export async function holdIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  wanted: HoldWanted,
): Promise<void> {
  const question = wanted.question?.trim() ?? ""
  if (question !== "") await addNote(t, id, { text: question, lane: "client" })
  const { incident } = await lockOpen(t, id)
  if (incident.hold === wanted.hold) throw conflict("It is on this hold already.")
  const basis = basisOf(wanted, question)
  const { history } = await readHistory(t, t.scope.tenantId, { incident: id })
  const live = history.now.runs.filter(isLive).map((run) => run.commitment?.target ?? null)
  const may = mayEnter(wanted.hold, basis, live)
  if (!may.ok) throw invalid(may.error, { hold: "would stop a clock" })

  const calendar = live.find((target) => target?.metric === "resolve")?.calendar ?? alwaysOpen()
  const until = wanted.agreedUntil ?? holdExpiry(calendar, t.now)
  await driveClocks(t, id, [{ kind: "hold_entered", hold: wanted.hold, basis }], {
    ...{ hold: wanted.hold, holdSince: t.now, holdUntil: until, holdRemindedAt: null },
    lastActivityAt: t.now,
  })
  await writeTimeline(t, id, {
    kind: "held",
    // Whose turn it is, is for both sides to see.
    lane: incident.sharedAt || question !== "" ? "client" : "internal",
    data: { hold: wanted.hold, until: until?.toString() ?? null },
  })
  await recordAudit(t, { action: "incident.hold", targetId: id, after: { hold: wanted.hold, basis } })
  await announce(t, "incident", [id])
}

/** Ends the hold an incident is in. @throws DomainError `not_found`; `conflict` when it is in none */
export async function releaseHold(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  cause: "manual" | "expired" = "manual",
): Promise<void> {
  const { incident } = await lockWithAlerts(t, id)
  if (!incident.hold) throw conflict("The incident is not on hold.")
  await driveClocks(t, id, [{ kind: "hold_left", cause }], {
    ...{ hold: null, holdSince: null, holdUntil: null, holdRemindedAt: null },
    lastActivityAt: t.now,
  })
  await writeTimeline(t, id, {
    kind: "hold-left",
    lane: incident.sharedAt ? "client" : "internal",
    data: { hold: incident.hold, cause },
  })
  await recordAudit(t, { action: "incident.release-hold", targetId: id, before: { hold: incident.hold } })
  await announce(t, "incident", [id])
}

function basisOf({ agreedUntil, clientAgreed }: HoldWanted, question: string): HoldBasis {
  if (agreedUntil) return "agreed_date"
  if (clientAgreed) return "client_agreement"
  return question === "" ? "none" : "question"
}
