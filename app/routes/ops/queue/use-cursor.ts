import { type RefObject, useState } from "react"
import type { QueueRow } from "./row.ts"

export type Cursor = {
  readonly index: number
  readonly set: (id: string) => void
  readonly move: (by: 1 | -1) => void
  /** Goes on to the next line, as after a verdict. */
  readonly next: () => void
  /** Remembers where the current line stands on screen; call the answer after the list has changed. */
  readonly keepInPlace: () => () => void
}

/** The line the keys act on. It is known by its alert, not its place: it stays the same alert when lines come and go. */
export function useCursor(
  rows: readonly QueueRow[],
  body: RefObject<HTMLTableSectionElement | null>,
): Cursor {
  const [id, setId] = useState<string | null>(null)
  const found = rows.findIndex((row) => row.id === id)
  const index = found < 0 ? 0 : found
  const lineOf = (rowId: string | undefined) =>
    rowId ? (body.current?.querySelector<HTMLElement>(`[data-alert="${rowId}"]`) ?? null) : null

  const go = (to: number) => {
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    if (!row) return
    setId(row.id)
    lineOf(row.id)?.focus()
    lineOf(row.id)?.scrollIntoView({ block: "nearest" })
  }

  return {
    index,
    set: setId,
    move: (by) => go(id === null ? 0 : index + by),
    next: () => go(index + 1),
    keepInPlace() {
      const current = rows[index]?.id
      const before = lineOf(current)?.getBoundingClientRect().top
      const hadFocus = body.current?.contains(document.activeElement) ?? false
      return () =>
        requestAnimationFrame(() => {
          const line = lineOf(current)
          const after = line?.getBoundingClientRect().top
          if (before !== undefined && after !== undefined) window.scrollBy(0, after - before)
          if (hadFocus) line?.focus({ preventScroll: true })
        })
    },
  }
}
