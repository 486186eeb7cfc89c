import type { Attainment } from "#app/domain/sla/clock/attainment.ts"
import type { ClockResult } from "#app/domain/sla/attainment/clock-result.ts"
import type { SlaMetric } from "#app/domain/sla/clock/metric.ts"
import { csvLine } from "#app/http/csv-file.ts"
import type { Instant } from "#app/kernel/time.ts"

/** The files of attainment and of clocks: times are RFC 3339 in UTC, lengths are service seconds, shares are 0 to 1. */

const attainmentHead = [
  "Client",
  "Month",
  "Metric",
  "Priority",
  "Met",
  "Breached",
  "Excluded",
  "Raw",
  "Adjusted",
]

type TargetLine = Attainment & {
  readonly client: string
  readonly metric: SlaMetric
  readonly priority: number
}

export function attainmentCsv(month: string, lines: readonly TargetLine[]): string[] {
  const share = (value: number | null) => (value === null ? null : Math.floor(value * 1e6) / 1e6)
  return [
    csvLine(attainmentHead),
    ...lines.map(({ client, metric, priority, met, missed, excluded, raw, adjusted }) =>
      csvLine([client, month, metric, priority, met, missed, excluded, share(raw), share(adjusted)]),
    ),
  ]
}

const clockHead = [
  ...["Client", "Reference", "Title", "Metric", "Cycle", "Priority", "State", "Target", "Elapsed"],
  ...["Calendar", "Started", "Due", "Breached", "Ended", "Excluded", "Reasons"],
  ...["Stop recorded", "Correction"],
]

export type ClockLine = ClockResult & {
  readonly client: string
  readonly reference: string
  /** What was approved to be left out: service seconds, or null for the clock as a whole. */
  readonly granted: readonly { readonly seconds: number | null; readonly reason: string }[]
  /** Where its stop was recorded and why it is counted from elsewhere. */
  readonly corrected: { readonly recordedAt: Instant; readonly reason: string } | null
}

/** A column that not everybody who is given the file may read: whoever writes the file adds it. */
export type MoreColumn<L> = { readonly head: string; readonly cell: (line: L) => string | null }

export function clocksCsv<L extends ClockLine>(
  lines: readonly L[],
  more: readonly MoreColumn<L>[] = [],
): string[] {
  return [
    csvLine([...clockHead, ...more.map(({ head }) => head)]),
    ...lines.map((line) => csvLine([...clockCells(line), ...more.map(({ cell }) => cell(line))])),
  ]
}

function clockCells(clock: ClockLine): (string | number | null)[] {
  const { client, reference, title, metric, cycle, priority, state, targetSeconds, elapsedSeconds } = clock
  const excluded = clock.granted.map(({ seconds }) => (seconds === null ? "whole" : String(seconds)))
  const at = (moment: Instant | null) => moment?.toString() ?? null
  return [
    ...[client, reference, title, metric, cycle, priority, state, targetSeconds],
    // While it runs, what has passed is not settled.
    ...[
      state === "running" ? null : elapsedSeconds,
      clock.calendar,
      at(clock.startedAt),
      at(clock.dueAt),
      at(clock.breachedAt),
      at(clock.endedAt),
    ],
    ...[excluded.join("; "), clock.granted.map(({ reason }) => reason).join("; ")],
    ...[at(clock.corrected?.recordedAt ?? null), clock.corrected?.reason ?? null],
  ]
}
