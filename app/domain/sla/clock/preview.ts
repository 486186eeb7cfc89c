import type { Instant } from "#app/kernel/time.ts"
import type { Policy } from "./policy.ts"
import { apply, type History } from "./replay.ts"
import { isLive } from "./run.ts"
import { clocksAt } from "./view.ts"

export type Preview = { readonly moving: number; readonly breaching: number }

/**
 * What applying a version to running clocks would do: how many would move, and how many of those would be breached that
 * are not. Nothing is changed.
 */
export function previewPolicy(records: readonly History[], policy: Policy, now: Instant): Preview {
  const counts = records.map((history) => {
    const applied = apply(history, { kind: "policy_applied", policy, id: "preview", at: now })
    const live = new Set(history.now.runs.flatMap((run, index) => (isLive(run) ? [index] : [])))
    const before = breached(history, now, live)
    const after = applied.ok ? breached(applied.value, now, live) : before
    return { moving: live.size, breaching: [...after].filter((index) => !before.has(index)).length }
  })
  return {
    moving: counts.reduce((sum, count) => sum + count.moving, 0),
    breaching: counts.reduce((sum, count) => sum + count.breaching, 0),
  }
}

function breached(history: History, now: Instant, of: ReadonlySet<number>): Set<number> {
  const views = clocksAt(history, now)
  return new Set(
    views.flatMap((view, index) => (of.has(index) && view.kind === "clock" && view.breach ? [index] : [])),
  )
}
