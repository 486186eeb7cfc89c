import { instant } from "#app/kernel/time.ts"
import type { Policy } from "../clock/policy.ts"
import type { Happening, RecordEvent } from "../clock/record-event.ts"

/** An event as its row holds it. */
export type EventRow = {
  readonly id: string
  readonly at: RecordEvent["at"]
  readonly kind: string
  readonly data: unknown
}

/** Kind of a row that takes an earlier one back. */
export const retracted = "retracted"

/** What of a happening goes into `data`: all but its kind, moments as text, a policy by its name. */
export function dataOf(happening: Happening): Record<string, unknown> {
  if ("policy" in happening) return { policyId: happening.policy.id, version: happening.policy.version }
  return JSON.parse(JSON.stringify({ ...happening, kind: undefined })) as Record<string, unknown>
}

/**
 * The events of one record, without those that were taken back, and without a policy that is not among `versions`.
 * `data` was written by `dataOf`.
 */
export function eventsOf(rows: readonly EventRow[], versions: readonly Policy[]): RecordEvent[] {
  const gone = new Set(rows.flatMap((row) => (row.kind === retracted ? [field(row, "event")] : [])))
  return rows.flatMap((row) => (row.kind === retracted || gone.has(row.id) ? [] : eventOf(row, versions)))
}

function eventOf(row: EventRow, versions: readonly Policy[]): RecordEvent[] {
  const event = { ...(row.data as object), kind: row.kind, id: row.id, at: row.at } as RecordEvent
  switch (event.kind) {
    case "impact":
      return [{ ...event, since: instant(String(event.since)) }]
    case "stop_corrected":
      return [{ ...event, stoppedAt: instant(String(event.stoppedAt)) }]
    case "policy_applied": {
      const policy = versions.find(
        (v) => v.id === field(row, "policyId") && String(v.version) === field(row, "version"),
      )
      return policy ? [{ ...event, policy }] : []
    }
    default:
      return [event]
  }
}

function field(row: EventRow, name: string): string {
  return String((row.data as Record<string, unknown>)[name])
}
