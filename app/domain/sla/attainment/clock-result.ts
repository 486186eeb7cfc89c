import type { Instant } from "#app/kernel/time.ts"
import type { SlaMetric } from "../clock/metric.ts"

/** A clock with an outcome, as lists and files show it. Lengths are service seconds. */
export type ClockResult = {
  readonly title: string
  readonly metric: SlaMetric
  readonly cycle: number
  readonly priority: number
  readonly state: "running" | "paused" | "met" | "missed" | "cancelled"
  readonly targetSeconds: number
  readonly elapsedSeconds: number
  readonly calendar: string | null
  readonly startedAt: Instant
  readonly dueAt: Instant | null
  readonly breachedAt: Instant | null
  readonly endedAt: Instant | null
}
