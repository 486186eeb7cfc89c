import { peopleNeeded } from "./erlang.ts"
import { addLengths, countOf, type Lengths, medianOf } from "./lengths.ts"
import { bothSides, type BySide, hoursInWeek, type Promised, type Tally, triedDays } from "./tally.ts"

/** Below so many, a middle says nothing. */
export const enoughRecords = 30
/** Shares of what comes that somebody may want to be answered in time. */
export const answeredShares = [0.9, 0.95, 0.99] as const
/** What is meant unless told otherwise. */
export const usualShare = 0.95

export type Handling = {
  readonly priority: number
  /** The middle of what was measured, in seconds. */
  readonly seconds: number
  /** How many were measured at this priority. */
  readonly records: number
  /** Too few at this priority: the middle is of all priorities together. */
  readonly isOfAll: boolean
}

export type Week = {
  /** On duty, in each hour of the week. */
  readonly people: readonly number[]
  /** Hours of the week in which somebody is on duty. */
  readonly coverage: number
  readonly personHours: number
}

export type Staffing = BySide<Week> & {
  /** Records whose handling is known, and the middle by priority; none while there are too few in all. */
  readonly records: number
  readonly handling: readonly Handling[]
  /** Priorities of first responses that the terms want sooner than half of them are handled in: people alone do not keep them. */
  readonly tooSoon: readonly number[]
}

type Counted = Pick<Tally, "arrivals" | "promised" | "handling">

/**
 * How many people have to be on duty in each hour of the week for a share of all incidents to be answered in time: by what was
 * promised and by the terms that are tried.
 *
 * Everybody takes everything, the more urgent first, and each priority has to be taken within the shortest wait it is promised
 * in that hour. A first response is given at the end of the handling, so somebody has to take it that much sooner. For how
 * soon somebody is free again the longest handling is taken: rather one too many. In each hour of service there is one at least; while too little is known
 * of how long handling takes, that one is all that is said.
 *
 * @param share above 0 and below 1
 */
export function staffingOf(tally: Counted, share: number): Staffing {
  const records = countOf(Object.values(tally.handling).reduce(addLengths, {}))
  const handling = records < enoughRecords ? [] : [1, 2, 3, 4].map((p) => handlingAt(tally.handling, p))
  return {
    ...bothSides((side) => weekOf(tally.promised[side], tally.arrivals[side], handling, share)),
    ...{ records, handling },
    tooSoon: handling
      .filter(({ priority, seconds }) =>
        tally.promised.after.some(
          (p) => p.metric === "first_response" && p.priority === priority && p.seconds <= seconds,
        ),
      )
      .map(({ priority }) => priority),
  }
}

function handlingAt(lengths: Readonly<Record<string, Lengths>>, priority: number): Handling {
  const own = lengths[String(priority)] ?? {}
  const records = countOf(own)
  const isOfAll = records < enoughRecords
  const of = isOfAll ? Object.values(lengths).reduce(addLengths, {}) : own
  return { priority, seconds: medianOf(of) ?? 0, records, isOfAll }
}

function weekOf(
  promised: readonly Promised[],
  arrivals: Counted["arrivals"]["before"],
  handling: readonly Handling[],
  share: number,
): Week {
  const people = Array.from({ length: hoursInWeek }, (_, hour) => {
    const open = promised.filter(({ hours }) => hours[hour] === "1")
    return open.length === 0 ? 0 : Math.max(1, peopleIn(hour, open, arrivals, handling, share))
  })
  return {
    people,
    coverage: people.filter((count) => count > 0).length,
    personHours: people.reduce((sum, count) => sum + count, 0),
  }
}

function peopleIn(
  hour: number,
  open: readonly Promised[],
  arrivals: Counted["arrivals"]["before"],
  handling: readonly Handling[],
  share: number,
): number {
  // What came in all such hours of the days, spread over them.
  const weeks = triedDays / 7
  const loads = handling.map(
    ({ priority, seconds }) => ((arrivals[String(priority)]?.[hour] ?? 0) / weeks) * (seconds / 3600),
  )
  const upTo = (count: number) => loads.slice(0, count).reduce((sum, load) => sum + load, 0)
  const handlingSeconds = Math.max(0, ...handling.map(({ seconds }) => seconds))
  const needed = handling.map((of, i) =>
    peopleNeeded(
      {
        ...{ load: upTo(loads.length), ahead: upTo(i), upTo: upTo(i + 1) },
        ...{ handlingSeconds, waitSeconds: shortestWait(open, of) },
      },
      share,
    ),
  )
  return Math.max(0, ...needed)
}

function shortestWait(open: readonly Promised[], { priority, seconds: taken }: Handling): number {
  const waits = open
    .filter((p) => p.metric !== null && p.priority === priority)
    .map(({ metric, seconds }) => (metric === "acknowledge" ? seconds : Math.max(0, seconds - taken)))
  return Math.min(Number.POSITIVE_INFINITY, ...waits)
}
