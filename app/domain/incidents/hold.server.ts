import { conflict, invalid } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import type { Calendar } from "../sla/calendar/calendar.ts"
import { alwaysOpen } from "../sla/calendar/define.ts"
import { holdExpiry } from "../sla/clock/hold-expiry.ts"
import { mayEnter } from "../sla/clock/holds.ts"
import type { Hold } from "../sla/clock/metric.ts"
import type { HoldBasis } from "../sla/clock/record-event.ts"
import type { History } from "../sla/clock/replay.ts"
import { isLive, type Run } from "../sla/clock/run.ts"
import { readHistory } from "../sla/record/read.server.ts"
import { addNote } from "./add-note.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { lockSettled } from "./lock-settled.server.ts"
import { writeTimeline } from "./timeline.server.ts"

export type HoldWanted = {
  readonly hold: Hold
  /** Asked where the client reads it; makes waiting for the client a pause. */
  readonly question?: string
  /** When work goes on at the latest; without it five business days from now. */
  readonly until?: Instant
  /** The client agreed: to the day, where one is given, else to the hold. */
  readonly clientAgreed?: boolean
}

/**
 * Puts an incident on hold. Where its contract says so its clocks stand still, but only on a question the client can read
 * or a date it agreed to: a provider does not stop its own clock.
 *
 * @throws DomainError `invalid` when the hold would stop a clock without such a basis, or for a day that has passed;
 *   `not_found`; `conflict`
 */
export async function holdIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  wanted: HoldWanted,
): Promise<void> {
  const question = wanted.question?.trim() ?? ""
  if (wanted.until && !isBefore(t.now, wanted.until))
    throw invalid("Choose a time to come.", { until: "Choose a time to come." })
  if (question !== "") await addNote(t, id, { text: question, lane: "client" })
  const incident = await lockSettled(t, id)
  if (incident.hold === wanted.hold) throw conflict("It is on this hold already.")
  const basis = basisOf(wanted, question)
  const { history } = await readHistory(t, t.scope.tenantId, { incident: id })
  requireBasis(wanted.hold, basis, history.now.runs)

  const until = wanted.until ?? holdExpiry(holdCalendar(history), t.now)
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

/** In what calendar a hold's business days are counted: that of the resolution, else round the clock. */
export function holdCalendar({ now }: History): Calendar {
  const resolve = now.runs.find((run) => isLive(run) && run.metric === "resolve")
  return resolve?.commitment?.target.calendar ?? alwaysOpen()
}

function requireBasis(hold: Hold, basis: HoldBasis, runs: readonly Run[]): void {
  const may = mayEnter(
    hold,
    basis,
    runs.filter(isLive).map((run) => run.commitment?.target ?? null),
  )
  const field = hold === "waiting_client" ? "question" : "clientAgreed"
  if (!may.ok) throw invalid(may.error, { [field]: may.error })
}

function basisOf({ until, clientAgreed }: HoldWanted, question: string): HoldBasis {
  if (clientAgreed) return until ? "agreed_date" : "client_agreement"
  return question === "" ? "none" : "question"
}
