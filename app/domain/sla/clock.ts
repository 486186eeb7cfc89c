import { type Instant, isBefore, plusSeconds, secondsBetween } from "#app/kernel/time.ts"
import type { Priority } from "../incidents/priority.ts"
import { type Metric, targetSeconds } from "./policy.ts"

/** One measured run of one metric. Times between a resolve and a reopen do not count: `pausedSeconds`. */
export type Clock = {
  readonly metric: Metric
  readonly priority: Priority
  readonly targetSeconds: number
  readonly startedAt: Instant
  readonly dueAt: Instant
  readonly stoppedAt: Instant | null
  readonly pausedSeconds: number
  readonly cancelledAt: Instant | null
}

export type ClockState = "running" | "breached" | "met" | "missed" | "cancelled"

export function startClock(metric: Metric, priority: Priority, startedAt: Instant): Clock {
  const target = targetSeconds(metric, priority)
  return {
    metric,
    priority,
    targetSeconds: target,
    startedAt,
    dueAt: plusSeconds(startedAt, target),
    stoppedAt: null,
    pausedSeconds: 0,
    cancelledAt: null,
  }
}

/** Swaps the target and keeps the start and every pause. A stopped clock is never touched. */
export function retarget(clock: Clock, priority: Priority): Clock {
  if (clock.stoppedAt || clock.cancelledAt) return clock
  const target = targetSeconds(clock.metric, priority)
  return {
    ...clock,
    priority,
    targetSeconds: target,
    dueAt: plusSeconds(clock.startedAt, target + clock.pausedSeconds),
  }
}

/** Runs again after a stop: the time in between is a pause, so the deadline moves out by it. */
export function resume(clock: Clock, at: Instant): Clock {
  if (!clock.stoppedAt) return clock
  const gap = Math.max(0, Math.round(secondsBetween(clock.stoppedAt, at)))
  return {
    ...clock,
    stoppedAt: null,
    pausedSeconds: clock.pausedSeconds + gap,
    dueAt: plusSeconds(clock.dueAt, gap),
  }
}

/** The outcome goes by when it stopped, never by when somebody looked. An act exactly at the deadline is met. */
export function stateOf(clock: Clock, now: Instant): ClockState {
  if (clock.cancelledAt) return "cancelled"
  if (clock.stoppedAt) return isBefore(clock.dueAt, clock.stoppedAt) ? "missed" : "met"
  return isBefore(clock.dueAt, now) ? "breached" : "running"
}

/** Seconds that count: up to the stop, or up to now. */
export function elapsedSeconds(clock: Clock, now: Instant): number {
  return Math.max(0, secondsBetween(clock.startedAt, clock.stoppedAt ?? now) - clock.pausedSeconds)
}
