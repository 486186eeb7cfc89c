import type { Window } from "./calendar.ts"

/** The same time as windows in order that neither overlap nor touch. */
export function union(windows: readonly Window[]): Window[] {
  const merged: Window[] = []
  for (const window of [...windows].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && window.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, window.to) }
    else merged.push(window)
  }
  return merged
}

/** What is left of the windows when the cuts are taken out. */
export function without(windows: readonly Window[], cuts: readonly Window[]): Window[] {
  return cuts.reduce<Window[]>(
    (left, cut) =>
      left.flatMap((window) =>
        [
          { from: window.from, to: Math.min(window.to, cut.from) },
          { from: Math.max(window.from, cut.to), to: window.to },
        ].filter((rest) => rest.from < rest.to),
      ),
    [...windows],
  )
}
