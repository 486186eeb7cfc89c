import type { Micros } from "../calendar/micros.ts"
import type { ClockEventKind, Run } from "./run.ts"

const stops: readonly ClockEventKind[] = ["met", "stopped_late", "stopped_uncommitted"]

/**
 * Where the stop of a run was recorded that is counted from elsewhere, and when it was put there. Null for a run that stands
 * as it stopped, also where it stopped anew after a correction.
 */
export function recordedStop({
  trail,
  phase,
}: Run): { readonly recordedAt: Micros; readonly correctedAt: Micros } | null {
  if (phase.kind !== "stopped") return null
  const last = trail.findLastIndex(({ kind }) => kind === "corrected")
  const corrected = trail[last]
  if (!corrected || trail.slice(last).some(({ kind }) => stops.includes(kind))) return null
  const recorded = trail.slice(0, last).findLast(({ kind }) => stops.includes(kind))
  return recorded ? { recordedAt: recorded.at, correctedAt: corrected.at } : null
}
