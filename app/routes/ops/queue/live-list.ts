import { byNextBreach, type QueueRow } from "./row.ts"

/** A line on screen, and what happened to it since it was placed. */
export type ListedRow = QueueRow & {
  /** Why it no longer belongs here; it stays, greyed, until the list is brought up to date. */
  readonly gone: string | null
  /** Grows when its cells change: what restarts the tint. */
  readonly changes: number
}

/**
 * The queue under live change. Cells change in place; lines never move, appear or vanish by themselves: what would is
 * kept in `waiting` until somebody asks for it, or the list is idle.
 */
export type LiveList = {
  readonly rows: readonly ListedRow[]
  readonly waiting: ReadonlyMap<string, QueueRow>
}

export type LiveEvent =
  | { readonly type: "reset"; readonly rows: readonly QueueRow[] }
  | { readonly type: "fetched"; readonly rows: readonly QueueRow[]; readonly listed: ReadonlySet<string> }
  | { readonly type: "apply" }
  | {
      readonly type: "patch"
      readonly id: string
      readonly patch: Partial<QueueRow>
      readonly gone?: string | null
    }

export function startList(rows: readonly QueueRow[]): LiveList {
  return { rows: rows.map((row) => ({ ...row, gone: null, changes: 0 })), waiting: new Map() }
}

export function liveList(list: LiveList, event: LiveEvent): LiveList {
  switch (event.type) {
    case "reset":
      return startList(event.rows)
    case "fetched":
      return fetched(list, event.rows, event.listed)
    case "apply":
      return apply(list)
    case "patch":
      return {
        ...list,
        rows: list.rows.map((row) =>
          row.id === event.id
            ? { ...row, ...event.patch, gone: event.gone === undefined ? row.gone : event.gone }
            : row,
        ),
      }
  }
}

function fetched(list: LiveList, fresh: readonly QueueRow[], listed: ReadonlySet<string>): LiveList {
  const byId = new Map(fresh.map((row) => [row.id, row]))
  const shown = new Set(list.rows.map((row) => row.id))
  const rows = list.rows.map((row): ListedRow => {
    const now = byId.get(row.id)
    if (!now || now.version < row.version) return row
    const gone = listed.has(row.id) ? null : whyGone(now)
    return { ...now, gone, changes: now.version === row.version ? row.changes : row.changes + 1 }
  })
  const waiting = new Map(list.waiting)
  for (const row of fresh) {
    if (shown.has(row.id)) continue
    if (listed.has(row.id)) waiting.set(row.id, row)
    else waiting.delete(row.id)
  }
  return { rows, waiting }
}

function whyGone(row: QueueRow): string {
  const who = row.assignee ? ` by ${row.assignee.name}` : ""
  if (row.state === "closed") return row.disposition === "auto_cleared" ? "cleared by itself" : `closed${who}`
  if (row.assignee) return `taken${who}`
  return "no longer in this view"
}

/** Brings the list up to date: what waited comes in, what is gone goes, and all are in order. */
function apply(list: LiveList): LiveList {
  const kept = list.rows.filter((row) => row.gone === null)
  const arrived = [...list.waiting.values()].map((row) => ({ ...row, gone: null, changes: 0 }))
  return { rows: [...kept, ...arrived].sort(byNextBreach), waiting: new Map() }
}

/** True when applying would change what is on screen. */
export function isBehind(list: LiveList): boolean {
  if (list.waiting.size > 0 || list.rows.some((row) => row.gone !== null)) return true
  return list.rows.some((row, i) => {
    const next = list.rows[i + 1]
    return next !== undefined && byNextBreach(row, next) > 0
  })
}
