import type { Kept } from "#app/domain/sla/past/tally.ts"

/** The share of promises that was kept, to a tenth, rounded down: 99.99 % is not all. */
export function percent({ met, missed }: Kept): string {
  const decided = met + missed
  return decided === 0 ? "–" : `${(Math.floor((met * 1000) / decided) / 10).toLocaleString("en")} %`
}
