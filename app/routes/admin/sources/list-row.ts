import type { ListedVitals } from "#app/domain/sources/read-vitals.server.ts"

/** What a row of the list shows of a source's vitals. */
export type VitalsRow = {
  readonly hours: readonly number[]
  readonly lag: number | null
  readonly throttled: number
  readonly trouble: string | null
}

export function vitalsRow(vitals: ListedVitals | undefined): VitalsRow {
  return {
    hours: vitals?.hours ?? [],
    lag: vitals?.lagNow ?? null,
    throttled: vitals?.counts.throttled ?? 0,
    trouble: vitals?.trouble?.reason ?? null,
  }
}
