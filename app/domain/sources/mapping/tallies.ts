import type { Severity } from "../../alerts/severity.ts"

/** What a mapping makes of some deliveries. Tallies of portions are added up by `addTallies`. */
export type DryRunTally = {
  readonly deliveries: number
  readonly events: number
  /** Events a field of which did not fit. */
  readonly partial: number
  readonly unreadable: number
  readonly ignored: number
  readonly severities: Readonly<Partial<Record<Severity, number>>>
  /** One for each different problem: what would be an alert, as it is read now and as it would be. */
  readonly keysBefore: readonly string[]
  readonly keysAfter: readonly string[]
}

export const noTally: DryRunTally = {
  ...{ deliveries: 0, events: 0, partial: 0, unreadable: 0, ignored: 0 },
  ...{ severities: {}, keysBefore: [], keysAfter: [] },
}

export function addTallies(a: DryRunTally, b: DryRunTally): DryRunTally {
  const severities = { ...a.severities }
  for (const [name, count] of Object.entries(b.severities))
    severities[name as Severity] = (severities[name as Severity] ?? 0) + count
  return {
    deliveries: a.deliveries + b.deliveries,
    events: a.events + b.events,
    partial: a.partial + b.partial,
    unreadable: a.unreadable + b.unreadable,
    ignored: a.ignored + b.ignored,
    severities,
    keysBefore: [...new Set([...a.keysBefore, ...b.keysBefore])],
    keysAfter: [...new Set([...a.keysAfter, ...b.keysAfter])],
  }
}
