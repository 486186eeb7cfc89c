import { invalid } from "#app/kernel/errors.ts"

/** A page of a list: `nextCursor` is null on the last one. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }

/** The place after which a page starts: the sort values of its last row, opaque to whoever holds it. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url")
}

/** @throws DomainError `invalid` for a cursor we did not make or one with another number of values. */
export function decodeCursor(cursor: string, length: number): readonly string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"))
    if (Array.isArray(values) && values.length === length) return values.map(String)
  } catch {
    // Falls through to the one answer for every unreadable cursor.
  }
  throw invalid("The cursor is not one this list gave. Start again without it.", { cursor: "unreadable" })
}

/** Cuts the one row too many that was asked for, and names the place after the last one kept. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => T,
  place: (row: Row) => readonly (string | number)[],
): Page<T> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return { items: kept.map(view), nextCursor: rows.length > limit && last ? encodeCursor(place(last)) : null }
}
