import type { Priority } from "../../incidents/priority.ts"
import { microsOf, secondsOf } from "../calendar/micros.ts"
import { compareEvents, type RecordEvent } from "../clock/record-event.ts"

/**
 * How long a person was at work on a record before it could be left: from the first acknowledgement by somebody of the
 * provider to the first word to the client, hold, handoff or resolution after it, in seconds of any hour. Later work on it is
 * not in it. Null where nobody took it, nothing came of it yet, it had no priority then, or both were noted at one moment.
 */
export function handlingOf(
  events: readonly RecordEvent[],
): { readonly priority: Priority; readonly seconds: number } | null {
  let priority: Priority | null = null
  let taken: number | null = null
  for (const event of [...events].sort(compareEvents)) {
    const at = microsOf(event.at)
    if (taken === null) {
      if (event.kind === "opened" || event.kind === "priority_set") priority = event.priority
      else if (event.kind === "acknowledged" && event.by === "provider_human") taken = at
    } else if (endsWork(event)) {
      return priority !== null && at > taken ? { priority, seconds: secondsOf(at - taken) } : null
    }
  }
  return null
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
