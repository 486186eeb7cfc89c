import { type Instant, Temporal } from "#app/kernel/time.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { instantOf, type Micros, microsOf, secondsOf } from "../calendar/micros.ts"
import { dueOf, elapsedAt } from "../clock/due.ts"
import { recordedStop } from "../clock/recorded-stop.ts"
import type { Commitment, Pause, Run } from "../clock/run.ts"
import { settle } from "../clock/settle.ts"
import { clockChanges } from "./segments.ts"
import { hoursOf, lengthOf, metricWords, moment, pauseWords } from "./words.ts"

/**
 * Why a clock is due when it is, for a client to read: the deadline with its zone, the start, the target, the hours that
 * count, every pause, the holidays that were used and changes of the clocks. Of a stop that was put right also where it had been.
 *
 * @param now not before the run's last change
 */
export function explain(unsettled: Run, now: Instant): string {
  const at = microsOf(now)
  const run = settle(unsettled, at)
  const { commitment } = run
  if (!commitment)
    return `There is no commitment: the contract sets no target for ${metricWords[run.metric]} at this priority, so nothing is due.`
  const { calendar } = commitment.target
  const due = dueOf(run)
  const until = due ?? at
  return [
    opening(run, calendar, due, at),
    ...correctedIn(run, calendar),
    left(run, commitment, at),
    begun(run, commitment),
    `What counts is ${hours(calendar)}.`,
    ...pausesIn(run, calendar),
    ...holidaysIn(calendar, run.startedAt, until),
    ...changesIn(calendar, run.startedAt, until),
    ...breached(run, calendar),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ")
}

function opening(run: Run, calendar: Calendar, due: Micros | null, at: Micros): string {
  const what = metricWords[run.metric]
  const { phase } = run
  if (phase.kind === "paused" && due === null)
    return `The ${what} has no deadline while its clock is paused (${pauseWords[phase.reason]} since ${named(phase.since, calendar)}).`
  if (phase.kind === "cancelled")
    return `The ${what} is no longer awaited since ${named(phase.at, calendar)}.`
  if (due === null) return `The ${what} has no deadline: its calendar does not open for so long.`
  if (phase.kind === "running" || phase.kind === "paused")
    return due < at
      ? `The ${what} was due ${named(due, calendar)} and is still awaited.`
      : `The ${what} is due ${named(due, calendar)}.`
  const outcome = run.breach ? "late" : "in time"
  return `The ${what} was due ${named(due, calendar)} and came ${moment(instantOf(phase.at), calendar.zone)}, ${outcome}.`
}

function correctedIn(run: Run, { zone }: Calendar): string[] {
  const stop = recordedStop(run)
  if (!stop) return []
  const [recorded, since] = [stop.recordedAt, stop.correctedAt].map((at) => moment(instantOf(at), zone))
  return [`It had been recorded ${recorded}; that was corrected ${since}.`]
}

function left(run: Run, { allowance }: Commitment, at: Micros): string {
  if (run.phase.kind !== "paused") return ""
  const rest = secondsOf(allowance - elapsedAt(run, at))
  return rest > 0 ? `${lengthOf(rest)} are left when it goes on.` : ""
}

function begun(run: Run, { target, allowance }: Commitment): string {
  const started = `It started ${moment(instantOf(run.startedAt), target.calendar.zone)}`
  const promised = `${started} and the target at priority ${target.priority} is ${lengthOf(target.seconds)} of service time`
  const more = secondsOf(allowance) - target.seconds
  return more > 0 ? `${promised}, with a grace ${lengthOf(secondsOf(allowance))} in all.` : `${promised}.`
}

function hours(calendar: Calendar): string {
  return `${hoursOf(calendar)}, ${calendar.zone} (calendar ${calendar.name}, version ${calendar.version})`
}

function pausesIn(run: Run, { zone }: Calendar): string[] {
  if (run.pauses.length === 0) return []
  const one = ({ from, to, reason }: Pause) =>
    `${pauseWords[reason]} from ${moment(instantOf(from), zone)} to ${moment(instantOf(to), zone)}`
  return [`It did not run while ${run.pauses.map(one).join("; ")}.`]
}

function holidaysIn({ hours: open, zone }: Calendar, from: Micros, to: Micros): string[] {
  if (open.kind === "always") return []
  const [first, last] = [localDate(from, zone), localDate(to, zone)]
  const used = open.holidays.filter(({ date }) => first <= date && date <= last)
  return used.length === 0 ? [] : [`Holidays: ${used.map((h) => `${h.date} (${h.name})`).join(", ")}.`]
}

function changesIn(calendar: Calendar, from: Micros, to: Micros): string[] {
  return clockChanges(calendar, from, to).map(({ at, by }) => {
    const way = by > 0 ? "forward" : "back"
    return `The clocks went ${way} by ${lengthOf(by)} before ${moment(at, calendar.zone)}.`
  })
}

function breached({ breach }: Run, calendar: Calendar): string[] {
  if (!breach || breach.cause === "due_passed") return []
  const why = {
    reprioritised: "the priority was raised when more than the new target had passed",
    policy_applied: "a new version of the contract applied when more than its target had passed",
    reopened: "it was reopened with its whole target used",
  }[breach.cause]
  return [`It is late since ${named(breach.at, calendar)}, because ${why}.`]
}

function named(at: Micros, { zone }: Calendar): string {
  return `${moment(instantOf(at), zone)} (${zone})`
}

function localDate(at: Micros, zone: string): string {
  return Temporal.PlainDate.from(instantOf(at).toZonedDateTimeISO(zone)).toString()
}
