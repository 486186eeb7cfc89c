import type { TenantId } from "#app/kernel/ids.ts"
import type { SlaMetric } from "../clock/metric.ts"
import { addLengths, type Lengths } from "./lengths.ts"

export const triedDays = 90
/** Months of thirty days, counted from the first of the days: each is whole, whatever the date. */
export const triedMonths = 3
export const hoursInWeek = 168
export const missesShown = 20

/** As it was by what was promised, and as it would have been by the terms that are tried. */
export type BySide<T> = { readonly before: T; readonly after: T }
export const sides = ["before", "after"] as const

export type Kept = { readonly met: number; readonly missed: number }

/** 168 characters from Monday 00:00 on, by the wall clock of the trial's zone: `1` where somebody has to be there. */
export type WeekHours = string

/** What is promised in some hours of the week. An answer has its metric and time; of all else the hours alone are asked. */
export type Promised = {
  readonly metric: "acknowledge" | "first_response" | null
  readonly priority: number
  readonly seconds: number
  readonly hours: WeekHours
}

export type Miss = {
  readonly client: TenantId
  readonly number: number
  readonly title: string
  readonly metrics: readonly SlaMetric[]
}

/** What the replay of some records came to. Tallies of different records add up to that of all of them. */
export type Tally<M = Miss> = {
  readonly incidents: number
  /** Promises kept and missed, by `month metric priority`; the month counts from 0. */
  readonly outcomes: Readonly<Record<string, BySide<Kept>>>
  /** Incidents that had to be answered, by priority, in each hour of the week. */
  readonly arrivals: BySide<Readonly<Record<string, readonly number[]>>>
  readonly promised: BySide<readonly Promised[]>
  /** From a person's acknowledgement to the end of that spell of work, by priority. */
  readonly handling: Readonly<Record<string, Lengths>>
  /** The first with a promise that would have been missed and was not, and how many there are. */
  readonly misses: readonly M[]
  readonly missCount: number
}

export const emptyTally: Tally<never> = {
  incidents: 0,
  outcomes: {},
  arrivals: { before: {}, after: {} },
  promised: { before: [], after: [] },
  handling: {},
  misses: [],
  missCount: 0,
}

/** @param b of records that are not in `a` */
export function addTallies<M>(a: Tally<M>, b: Tally<M>): Tally<M> {
  return {
    incidents: a.incidents + b.incidents,
    outcomes: merged(a.outcomes, b.outcomes, (x, y) => ({
      before: addKept(x.before, y.before),
      after: addKept(x.after, y.after),
    })),
    arrivals: bothSides((side) => merged(a.arrivals[side], b.arrivals[side], addWeeks)),
    promised: bothSides((side) => distinct([...a.promised[side], ...b.promised[side]])),
    handling: merged(a.handling, b.handling, addLengths),
    misses: [...a.misses, ...b.misses].slice(0, missesShown),
    missCount: a.missCount + b.missCount,
  }
}

export function bothSides<T>(of: (side: "before" | "after") => T): BySide<T> {
  return { before: of("before"), after: of("after") }
}

export function addKept(a: Kept, b: Kept): Kept {
  return { met: a.met + b.met, missed: a.missed + b.missed }
}

/** Each promise once, however many clients have it. */
export function distinct(promised: readonly Promised[]): readonly Promised[] {
  const key = (p: Promised) => `${p.metric} ${p.priority} ${p.seconds} ${p.hours}`
  return [...new Map(promised.map((p) => [key(p), p])).values()]
}

const addWeeks = (a: readonly number[], b: readonly number[]) => a.map((count, i) => count + (b[i] ?? 0))

function merged<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  add: (x: T, y: T) => T,
): Readonly<Record<string, T>> {
  const sum: Record<string, T> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const known = sum[key]
    sum[key] = known === undefined ? value : add(known, value)
  }
  return sum
}
