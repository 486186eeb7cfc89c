import type { BySide } from "./tally.ts"
import type { Staffing, Week } from "./staffing.ts"

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const

/** Hours of days on end in which the same people are on duty. */
export type Stretch = BySide<number> & { readonly days: string; readonly hours: string }

/** The week in as few lines as it takes: hours with the same people in one, days with the same lines together. */
export function stretchesOf({ before, after }: BySide<Pick<Week, "people">>): readonly Stretch[] {
  const days = dayNames.map((_, day) => linesOf(before.people, after.people, day))
  return joinDays(days).flatMap(({ days: name, lines }) => lines.map((line) => ({ days: name, ...line })))
}

/** "These terms need somebody on duty 168 h a week instead of 45: 2 people Mon-Fri 09-17, one otherwise." */
export function staffingText(staffing: Pick<Staffing, "before" | "after">): string {
  const { before, after } = staffing
  if (after.coverage === 0) return "These terms promise nothing that needs somebody on duty."
  const than =
    after.coverage === before.coverage
      ? `, as ${before.coverage === 0 ? "before" : "what is promised now does"}`
      : ` instead of ${before.coverage}`
  return `These terms need somebody on duty ${after.coverage} h a week${than}: ${peakText(after.people)}.`
}

function peakText(people: readonly number[]): string {
  const most = Math.max(...people)
  if (most === 1) return "one person at a time is enough"
  const peaks = stretchesOf({ before: { people: people.map(() => 0) }, after: { people } }).filter(
    ({ after }) => after === most,
  )
  const where = peaks.map(({ days, hours }) => `${days} ${hours}`)
  const others = people.filter((count) => count > 0 && count < most)
  if (where.length < 3 && others.every((count) => count === 1))
    return `${most} people ${where.join(" and ")}${others.length > 0 ? ", one otherwise" : ""}`
  const usual = middleOf(people.filter((count) => count > 0))
  const peak = where.length === 1 ? `on ${where[0]}` : `as on ${where[0]}`
  return `mostly ${usual} at once, up to ${most} ${peak}`
}

function middleOf(counts: readonly number[]): number {
  return [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
}

type Line = Omit<Stretch, "days">

function linesOf(before: readonly number[], after: readonly number[], day: number): readonly Line[] {
  const lines: (BySide<number> & { from: number; to: number })[] = []
  for (let hour = 0; hour < 24; hour++) {
    const at = day * 24 + hour
    const now = { before: before[at] ?? 0, after: after[at] ?? 0 }
    const last = lines.at(-1)
    if (last && last.before === now.before && last.after === now.after) last.to = hour + 1
    else lines.push({ ...now, from: hour, to: hour + 1 })
  }
  return lines
    .filter((line) => line.before > 0 || line.after > 0)
    .map((line) => ({
      ...{ before: line.before, after: line.after },
      hours: line.to - line.from === 24 ? "all day" : `${pad(line.from)}-${pad(line.to)}`,
    }))
}

function joinDays(days: readonly (readonly Line[])[]) {
  const joined: { days: string; lines: readonly Line[]; first: string }[] = []
  for (const [day, lines] of days.entries()) {
    const name = dayNames[day] ?? ""
    const last = joined.at(-1)
    if (last && JSON.stringify(last.lines) === JSON.stringify(lines)) last.days = `${last.first}-${name}`
    else joined.push({ days: name, lines, first: name })
  }
  return joined
}

const pad = (hour: number) => String(hour).padStart(2, "0")
