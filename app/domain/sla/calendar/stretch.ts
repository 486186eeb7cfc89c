import { day, instantOf, type Micros, microsOf } from "./micros.ts"

/** A time during which a zone keeps one distance from UTC: local time is UTC plus `offset`. From included, to not. */
export type Stretch = { readonly from: Micros; readonly to: Micros; readonly offset: Micros }

/** Stretches seen so far, newest use last: transitions are costly to look for and the same for every clock. */
const seen = new Map<string, Stretch[]>()
const zonesKept = 64
const stretchesKept = 512

/** The stretch a moment lies in. The first and last of a zone have no end: infinite. */
export function stretchAt(zone: string, at: Micros): Stretch {
  const known = seen.get(zone) ?? []
  const found = known.find((stretch) => stretch.from <= at && at < stretch.to)
  if (found) return found
  const stretch = findStretch(zone, at)
  if (!seen.has(zone) && seen.size >= zonesKept) seen.clear()
  seen.set(zone, known.length >= stretchesKept ? [stretch] : [...known, stretch])
  return stretch
}

function findStretch(zone: string, at: Micros): Stretch {
  const local = instantOf(at).toZonedDateTimeISO(zone)
  const next = local.getTimeZoneTransition("next")
  // The transition before the next moment, so that one at `at` itself is found.
  const previous = instantOf(at + 1)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition("previous")
  return {
    from: previous ? microsOf(previous.toInstant()) : Number.NEGATIVE_INFINITY,
    to: next ? microsOf(next.toInstant()) : Number.POSITIVE_INFINITY,
    offset: local.offsetNanoseconds / 1000,
  }
}

/** The local date of a moment, in days since 1970-01-01. */
export function localDay(at: Micros, stretch: Stretch): number {
  return Math.floor((at + stretch.offset) / day)
}

/** When a local date begins, by the offset of a stretch; that moment may lie outside it. */
export function midnight(date: number, stretch: Stretch): Micros {
  return date * day - stretch.offset
}
