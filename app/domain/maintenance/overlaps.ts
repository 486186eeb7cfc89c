import type { Instant } from "#app/kernel/time.ts"
import { isBefore } from "#app/kernel/time.ts"
import { mayOverlap } from "./scope.ts"
import { type MaintenanceWindow, occurrences, type Run } from "./window.ts"

type Timed = Pick<MaintenanceWindow, "client" | "id" | "scope" | "startsAt" | "endsAt" | "recurrence"> &
  Pick<MaintenanceWindow, "timeZone" | "cancelledAt">

/**
 * The windows of the same client whose runs meet a window's runs between two moments, with a scope that may mean the same
 * alerts: by window id.
 */
export function overlapsOf<W extends Timed>(
  windows: readonly W[],
  from: Instant,
  to: Instant,
): ReadonlyMap<string, readonly W[]> {
  const runs = new Map(windows.map((window) => [window, occurrences(window, from, to)]))
  const found = new Map<string, W[]>()
  for (const a of windows)
    for (const b of windows) {
      if (a === b || a.client !== b.client || !a.scope || !b.scope || !mayOverlap(a.scope, b.scope)) continue
      if (!meet(runs.get(a) ?? [], runs.get(b) ?? [])) continue
      found.set(a.id, [...(found.get(a.id) ?? []), b])
    }
  return found
}

/** True when a run of one list meets one of the other. Both are in order, and runs of one list never meet. */
function meet(a: readonly Run[], b: readonly Run[]): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [left, right] = [a[i], b[j]]
    if (!left || !right) return false
    if (isBefore(left.start, right.end) && isBefore(right.start, left.end)) return true
    if (isBefore(left.end, right.end)) i++
    else j++
  }
  return false
}
