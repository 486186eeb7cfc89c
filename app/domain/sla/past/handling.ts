import type { Priority } from "../../incidents/priority.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type Micros, microsOf, secondsOf } from "../calendar/micros.ts"
import { compareEvents, type RecordEvent } from "../clock/record-event.ts"

/** A stretch in which nobody wrote anything on a record counts as work up to this, in seconds: after that it lay. */
export const idleSeconds = 20 * 60

/**
 * How long a person was at work on a record before it could be left: from the first acknowledgement by somebody of the
 * provider to the first word to the client, hold, handoff or resolution after it, in seconds of any hour. A stretch without a
 * line by anybody counts up to `idleSeconds`: a record that is resolved tomorrow was not worked on all night. Later work on it
 * is not in it. Null where nobody took it, nothing came of it yet, it had no priority then, or both were noted at one moment.
 *
 * @param written when people of the provider wrote or did something on it, in any order
 */
export function handlingOf(
  events: readonly RecordEvent[],
  written: readonly Instant[],
): { readonly priority: Priority; readonly seconds: number } | null {
  let priority: Priority | null = null
  let taken: Micros | null = null
  for (const event of [...events].sort(compareEvents)) {
    const at = microsOf(event.at)
    if (taken === null) {
      if (event.kind === "opened" || event.kind === "priority_set") priority = event.priority
      else if (event.kind === "acknowledged" && event.by === "provider_human") taken = at
    } else if (endsWork(event)) {
      return priority !== null && at > taken ? { priority, seconds: workedSeconds(taken, at, written) } : null
    }
  }
  return null
}

function workedSeconds(from: Micros, to: Micros, written: readonly Instant[]): number {
  const between = written.map(microsOf).filter((at) => from < at && at < to)
  const moments = [from, ...between.sort((a, b) => a - b), to]
  return moments
    .slice(1)
    .reduce((sum, at, i) => sum + Math.min(secondsOf(at - (moments[i] ?? at)), idleSeconds), 0)
}

function endsWork(event: RecordEvent): boolean {
  switch (event.kind) {
    case "message":
      return event.by === "provider_human" && event.visibility === "client"
    case "hold_entered":
    case "handoff_requested":
    case "resolved":
    case "closed":
    case "withdrawn":
      return true
    default:
      return false
  }
}
