import type { AlertId, SourceId, TenantId } from "#app/kernel/ids.ts"

/** What one or all sources of a client brought in a period, from their hours. */
export type NoiseTotals = {
  readonly events: number
  readonly exactDupes: number
  /** Repeats that were not identical. */
  readonly folded: number
  readonly suppressed: number
  readonly alerts: number
  readonly incidents: number
  readonly quarantined: number
  readonly throttled: number
}

/** What the alerts of one rule of one source, first seen in a period, came to. */
export type RuleNoise = {
  readonly clientId: TenantId
  readonly sourceId: SourceId
  readonly source: string
  /** Null for alerts whose tool names no rule. */
  readonly rule: string | null
  /** Of the newest alert: rules are often numbers that say nothing. */
  readonly title: string
  readonly alerts: number
  /** Signals folded into them, identical ones included. */
  readonly sightings: number
  readonly exactDupes: number
  /** How many different assets they were about. */
  readonly assets: number
  readonly incidents: number
  readonly closed: number
  readonly falsePositives: number
  /** Cleared and closed by themselves, with no incident and nobody's hand. */
  readonly autoCleared: number
  readonly stale: number
  readonly suppressed: number
  /** Storms it raised: each gathered what came above the limit. */
  readonly overflows: number
  /** The newest of them. */
  readonly newest: AlertId
}

export const noTotals: NoiseTotals = {
  events: 0,
  exactDupes: 0,
  folded: 0,
  suppressed: 0,
  alerts: 0,
  incidents: 0,
  quarantined: 0,
  throttled: 0,
}

/** A share from 0 to 1; null where there is nothing to take a share of. */
export const shareOf = (part: number, whole: number): number | null =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : null

/** How much of what tools reported never became an alert of its own: 1 - alerts / events. */
export function compressionOf({ alerts, events }: NoiseTotals): number | null {
  const share = shareOf(alerts, events)
  return share === null ? null : 1 - share
}

/** How many alerts were worth an incident: incidents / alerts. */
export const actionabilityOf = ({
  alerts,
  incidents,
}: {
  readonly alerts: number
  readonly incidents: number
}) => shareOf(incidents, alerts)

/** How many of its closed alerts people called no problem. */
export const falsePositiveRateOf = ({ closed, falsePositives }: RuleNoise) => shareOf(falsePositives, closed)

/** The periods the report is made for, in days. */
export const noiseDays = [1, 7, 30, 90] as const
export type NoiseDays = (typeof noiseDays)[number]
export const defaultNoiseDays: NoiseDays = 7

/** A period as it stands in an address; the usual one where that says nothing we know. */
export function noiseDaysOf(text: string | null): NoiseDays {
  return noiseDays.find((days) => String(days) === text) ?? defaultNoiseDays
}

/** Steps from what came in to what was worked on: each is part of the one before. */
export function noiseFunnel(
  totals: NoiseTotals,
): readonly { readonly label: string; readonly count: number }[] {
  const { events, exactDupes, alerts, incidents } = totals
  return [
    { label: "Events received", count: events },
    { label: "Without identical repeats", count: Math.max(0, events - exactDupes) },
    { label: "Alerts", count: alerts },
    { label: "Incidents", count: incidents },
  ]
}
