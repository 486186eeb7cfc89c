import { expect, test } from "vitest"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import { standingOf, startOfCheck, type Verification } from "./verification.ts"

const now = instant("2026-03-27T08:00:00Z")
const hoursAgo = (n: number) => plusSeconds(now, -3600 * n)
const check = (seq: number, change: Partial<Verification> = {}): Verification => ({
  chain: "provider",
  at: hoursAgo(1),
  ok: true,
  fromSeq: 1,
  head: { seq, hash: "" },
  verifiedTo: hoursAgo(2),
  firstBad: null,
  ...change,
})
const bad = { ok: false, firstBad: { seq: 3, entryId: null, why: "x" } }

test.each([
  ["nothing is known: all of it", undefined, undefined, 50_000, 0],
  ["the last one was bad: all of it", check(50_000, bad), hoursAgo(1), 50_000, 0],
  ["a day since the whole was read: all of it", check(50_000), hoursAgo(24), 50_000, 0],
  ["else the newest links", check(50_000), hoursAgo(23), 50_100, 40_100],
  ["and all that is new", check(20_000), hoursAgo(23), 50_000, 20_000],
  ["a short chain is read whole", check(90), hoursAgo(1), 100, 0],
  ["a chain that became shorter is met where it was to be", check(50_000), hoursAgo(1), 20_000, 10_000],
] as const)("%s", (_name, last, lastWhole, head, after) => {
  expect(startOfCheck(last, lastWhole, { seq: head, hash: "" }, now)).toBe(after)
})

test("many chains stand as their oldest check, and as the broken ones among them", () => {
  expect(standingOf([])).toEqual({ chains: 0, verifiedTo: null, broken: [] })
  const standing = standingOf([check(5), check(9, { at: hoursAgo(3) }), check(7, bad)])
  expect(standing).toMatchObject({ chains: 3, broken: [{ head: { seq: 7 }, firstBad: { seq: 3 } }] })
  expect(standing.verifiedTo?.equals(hoursAgo(3))).toBe(true)
})
