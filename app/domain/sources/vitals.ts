import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What is counted of a source in an hour. */
export const vitalCounts = [
  "deliveries",
  "events",
  "exactDupes",
  "folded",
  "suppressed",
  "alerts",
  "incidents",
  "findings",
  "ignored",
  "quarantined",
  "partial",
  "degraded",
  "defaulted",
  "skewed",
  "outOfOrder",
  "throttled",
  "unsigned",
] as const
export type VitalCount = (typeof vitalCounts)[number]
export type VitalCounts = Readonly<Record<VitalCount, number>>

/** What a source brought in one hour. */
export type SourceHour = VitalCounts & {
  readonly clientId: TenantId
  readonly sourceId: SourceId
  readonly hour: Instant
  /** Longest wait between receipt and effect. */
  readonly lagMilliseconds: number
}

export type SourceVitals = {
  /** Events of each hour, oldest first; the last is the hour that is under way. */
  readonly hours: readonly number[]
  readonly counts: VitalCounts
  /** Longest wait in this hour or the one before; null where nothing came. */
  readonly lagNow: number | null
  readonly lagWorst: number | null
}

const hourMs = 3_600_000

/**
 * The picture of a source's last `hours` hours, the one under way among them. Hours without a row are hours without a
 * delivery; rows of other times are left out.
 *
 * @param now epoch milliseconds
 */
export function vitalsOf(rows: readonly SourceHour[], now: number, hours: number): SourceVitals {
  const last = Math.floor(now / hourMs)
  const within = rows.filter(({ hour }) => {
    const ago = last - Math.floor(hour.epochMilliseconds / hourMs)
    return ago >= 0 && ago < hours
  })
  const events = Array.from({ length: hours }, () => 0)
  for (const row of within) {
    const at = hours - 1 - (last - Math.floor(row.hour.epochMilliseconds / hourMs))
    events[at] = (events[at] ?? 0) + row.events
  }
  const lately = within.filter(({ hour }) => last - Math.floor(hour.epochMilliseconds / hourMs) <= 1)
  return { hours: events, counts: sumOf(within), lagNow: worstLag(lately), lagWorst: worstLag(within) }
}

function worstLag(rows: readonly SourceHour[]): number | null {
  const heard = rows.filter((row) => row.deliveries > 0)
  return heard.length > 0 ? Math.max(...heard.map((row) => row.lagMilliseconds)) : null
}

function sumOf(rows: readonly SourceHour[]): VitalCounts {
  const sum = (key: VitalCount) => rows.reduce((total, row) => total + row[key], 0)
  return Object.fromEntries(vitalCounts.map((key) => [key, sum(key)])) as Record<VitalCount, number>
}

/** Why deliveries were set aside, and how often. */
export type TroubleReason = { readonly reason: string; readonly count: number; readonly last: Instant }
