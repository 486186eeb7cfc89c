/** How long findings have been known, in whole days: the buckets of the trade. */
export const ageBuckets = [
  { key: "0-7", words: "0–7 days", from: 0, to: 7 },
  { key: "8-30", words: "8–30 days", from: 8, to: 30 },
  { key: "31-90", words: "31–90 days", from: 31, to: 90 },
  { key: "90+", words: "over 90 days", from: 91, to: null },
] as const
export type AgeBucket = (typeof ageBuckets)[number]["key"]

/** The bucket of an age. @param days whole days, rounded down */
export function bucketOf(days: number): AgeBucket {
  return ageBuckets.find(({ to }) => to === null || days <= to)?.key ?? "90+"
}
