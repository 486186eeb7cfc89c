import { type Instant, isBefore, secondsBetween, Temporal } from "#app/kernel/time.ts"

/** A time in which a source was not watched; `until` is null while it goes on. */
export type Silence = { readonly since: Instant; readonly until: Instant | null }

/** A time from its start up to, and without, its end. */
export type Period = { readonly from: Instant; readonly to: Instant }

/** The silent times within a period, cut to it, in their order; those that touch are one. */
export function silencesWithin(silences: readonly Silence[], { from, to }: Period): Period[] {
  const cut = silences
    .map(({ since, until }) => ({ from: later(since, from), to: until ? earlier(until, to) : to }))
    .filter((span) => isBefore(span.from, span.to))
    .sort((a, b) => Temporal.Instant.compare(a.from, b.from))
  const merged: Period[] = []
  for (const span of cut) {
    const last = merged.at(-1)
    if (last && !isBefore(last.to, span.from))
      merged[merged.length - 1] = { from: last.from, to: later(last.to, span.to) }
    else merged.push(span)
  }
  return merged
}

/** The share of a period that was watched, in percent; null for a period without length. */
export function percentCovered(silences: readonly Silence[], period: Period): number | null {
  const whole = secondsBetween(period.from, period.to)
  if (whole <= 0) return null
  const silent = silencesWithin(silences, period).reduce(
    (sum, { from, to }) => sum + secondsBetween(from, to),
    0,
  )
  return ((whole - silent) / whole) * 100
}

/** The days before a moment, oldest first, each with the share that was watched; null for days before `begin`. */
export function coverageByDay(
  silences: readonly Silence[],
  { begin, now, days }: { readonly begin: Instant; readonly now: Instant; readonly days: number },
): { readonly day: string; readonly percent: number | null }[] {
  const today = now.toZonedDateTimeISO("UTC").startOfDay()
  return Array.from({ length: days }, (_, i) => {
    const start = today.subtract({ days: days - 1 - i })
    const period = {
      from: later(start.toInstant(), begin),
      to: earlier(start.add({ days: 1 }).toInstant(), now),
    }
    return { day: start.toPlainDate().toString(), percent: percentCovered(silences, period) }
  })
}

const later = (a: Instant, b: Instant) => (isBefore(a, b) ? b : a)
const earlier = (a: Instant, b: Instant) => (isBefore(a, b) ? a : b)
