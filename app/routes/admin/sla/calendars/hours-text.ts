import type { Hours } from "#app/domain/sla/calendar/define.ts"

const span = /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/

/** Hours as they are typed: `09:00-12:30, 13:30-17:00`; empty for closed. Null for what are none. */
export function hoursOf(text: string): Hours | null {
  const parts = text
    .split(/,|;|\band\b/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
  const hours = parts.map((part): readonly [string, string] | null => {
    const found = span.exec(part)
    if (!found) return null
    const [, h1 = "", m1 = "", h2 = "", m2 = ""] = found
    return [`${h1.padStart(2, "0")}:${m1}`, `${h2.padStart(2, "0")}:${m2}`]
  })
  return hours.every((part) => part !== null) ? hours : null
}

export function textOfHours(hours: Hours | undefined): string {
  return (hours ?? []).map(([from, to]) => `${from}-${to}`).join(", ")
}

/** Lines that begin with a date: `2026-12-24 09:00-13:00`. Empty lines are skipped; a line without a date has none. */
export function datedLines(text: string): readonly { readonly date: string | null; readonly rest: string }[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const found = /^(\d{4}-\d{2}-\d{2})\b\s*(.*)$/.exec(line)
      return found ? { date: found[1] ?? null, rest: found[2] ?? "" } : { date: null, rest: line }
    })
}
