import { describeRecurrence, describeScope, type ScopeNames } from "#app/domain/maintenance/describe.ts"
import { overlapsOf } from "#app/domain/maintenance/overlaps.ts"
import { hardEnd, type MaintenanceWindow, nextRuns, occurrences } from "#app/domain/maintenance/window.ts"
import { calendarDays } from "./calendar-days.ts"
import { type Instant, isBefore, plusSeconds } from "#app/kernel/time.ts"

export type RunRow = { readonly start: string; readonly end: string }
export type WindowState = "running" | "upcoming" | "over"

/** A window as the calendar shows it: plain values only. */
export type WindowRow = {
  readonly id: string
  readonly clientId: string
  readonly client: string
  readonly title: string
  readonly scope: string
  readonly recurs: string
  readonly timeZone: string
  readonly reason: string
  readonly owner: string
  readonly state: WindowState
  readonly isCancelled: boolean
  /** Whether it may still be changed. */
  readonly isAhead: boolean
  /** The run under way or the next; of one that is over, its beginning and its end. */
  readonly run: RunRow
  /** Its runs of the days the picture shows. */
  readonly runs: readonly RunRow[]
  /** Titles of windows of the same client that meet it within those days. */
  readonly overlaps: readonly string[]
}

export function windowRows(
  windows: readonly MaintenanceWindow[],
  clientNames: ReadonlyMap<string, string>,
  scopeNames: ScopeNames,
  now: Instant,
): WindowRow[] {
  const until = plusSeconds(now, calendarDays * 86_400)
  const overlaps = overlapsOf(windows, now, until)
  return windows.map((window) => {
    const { id, title, reason, owner, timeZone } = window
    const [next] = nextRuns(window, now, 1)
    const run = next ?? { start: window.startsAt, end: hardEnd(window) }
    return {
      ...{ id, title, reason, owner, timeZone },
      clientId: window.client,
      client: clientNames.get(window.client) ?? "",
      scope: describeScope(window.scope, scopeNames),
      recurs: describeRecurrence(window.recurrence, timeZone),
      state: !next ? "over" : isBefore(now, next.start) ? "upcoming" : "running",
      isCancelled: window.cancelledAt !== null,
      isAhead: window.cancelledAt === null && isBefore(now, window.startsAt),
      run: plain(run),
      runs: occurrences(window, now, until).map(plain),
      overlaps: (overlaps.get(id) ?? []).map((other) => other.title),
    }
  })
}

const plain = ({ start, end }: { readonly start: Instant; readonly end: Instant }): RunRow => ({
  start: start.toString(),
  end: end.toString(),
})
