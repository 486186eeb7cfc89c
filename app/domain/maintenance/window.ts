import type { MaintenanceWindowId, TenantId } from "#app/kernel/ids.ts"
import { earlier, type Instant, isBefore, later, plusSeconds, Temporal } from "#app/kernel/time.ts"
import { fallsOn, type Recurrence, startOn } from "./recurrence.ts"
import type { MaintenanceScope } from "./scope.ts"

/** One time a window is in force: from its start up to its end, the end excluded. */
export type Run = { readonly start: Instant; readonly end: Instant }

/** When a window is in force. Once: from start to end. Recurring: its runs lie between them, and none goes beyond the end. */
export type WindowTimes = {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly recurrence: Recurrence | null
  readonly timeZone: string
  /** Nothing of it holds from here on. */
  readonly cancelledAt: Instant | null
}

/** Announced work at one client. */
export type MaintenanceWindow = WindowTimes & {
  readonly client: TenantId
  readonly id: MaintenanceWindowId
  readonly title: string
  /** Null where what is stored cannot be read: such a window hides nothing. */
  readonly scope: MaintenanceScope | null
  readonly reason: string
  readonly owner: string
  readonly announcedAt: Instant
  /** The start of the run that is or was last under way. */
  readonly runStartedAt: Instant | null
  /** The end of a run under way; null once that end has been settled. */
  readonly runEndsAt: Instant | null
}

/** The last moment anything of it holds: the hard end, or the cancelling. */
export function hardEnd({ endsAt, cancelledAt }: WindowTimes): Instant {
  return cancelledAt && isBefore(cancelledAt, endsAt) ? cancelledAt : endsAt
}

/**
 * The runs that touch the time from `from` up to `to`, in order. A run starts by the wall clock of the zone and lasts a
 * fixed time: a change of the clocks within it makes it neither longer nor shorter.
 */
export function occurrences(window: WindowTimes, from: Instant, to: Instant): Run[] {
  const last = hardEnd(window)
  const touches = (run: Run) =>
    isBefore(run.start, run.end) && isBefore(run.start, to) && isBefore(from, run.end)
  if (!window.recurrence) return [{ start: window.startsAt, end: last }].filter(touches)
  const { recurrence, timeZone } = window
  const length = recurrence.minutes * 60
  const first = plusSeconds(later(from, window.startsAt), -length)
  const until = dateOf(earlier(to, last), timeZone)
  const runs: Run[] = []
  for (let date = dateOf(first, timeZone); !isAfter(date, until); date = date.add({ days: 1 })) {
    if (!fallsOn(recurrence, date)) continue
    const start = startOn(recurrence, date, timeZone)
    const run = { start, end: earlier(plusSeconds(start, length), last) }
    if (!isBefore(start, window.startsAt) && touches(run)) runs.push(run)
  }
  return runs
}

/** The run that holds at a moment; null between runs. */
export function runAt(window: WindowTimes, at: Instant): Run | null {
  return occurrences(window, at, plusSeconds(at, 1)).find((run) => !isBefore(at, run.start)) ?? null
}

/** The next runs that end after `from`, one under way included. */
export function nextRuns(window: WindowTimes, from: Instant, count: number): Run[] {
  return occurrences(window, from, window.endsAt).slice(0, count)
}

function dateOf(at: Instant, timeZone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate()
}

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) > 0
