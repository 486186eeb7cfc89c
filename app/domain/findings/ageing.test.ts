import { expect, test } from "vitest"
import { bucketOf } from "./ageing.ts"

test.each([
  [0, "0-7"],
  [7, "0-7"],
  [8, "8-30"],
  [30, "8-30"],
  [31, "31-90"],
  [90, "31-90"],
  [91, "90+"],
  [4000, "90+"],
] as const)("2.7.4 known for %i days: %s", (days, bucket) => expect(bucketOf(days)).toBe(bucket))
