import { expect, test } from "vitest"
import { emptyTally } from "#app/domain/sla/past/tally.ts"
import { policy } from "#app/domain/sla/clock/policy.ts"
import { encodeCursor } from "#app/domain/paging.ts"
import { newId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { placeText, readPlace } from "./place.server.ts"
import { type ShownTrial, withPart } from "./trial.ts"

const part = (from: string, next: string | null, incidents: number): ShownTrial => ({
  ...{ from, next, left: 0, zone: "UTC", asOf: "2026-03-30T00:00:00Z" },
  tally: { ...emptyTally, incidents },
})
const asOf = instant("2026-03-30T00:00:00.123456Z")

test("4.10 parts add up in their order; one that came twice, or of another trial, changes nothing", () => {
  const first = withPart(null, part("", "a", 2))
  const second = withPart(first, part("a", "b", 3))
  const sums = [first, second, withPart(second, part("a", "b", 3)), withPart(second, part("x", null, 9))]
  expect(sums.map((sum) => [sum?.tally.incidents, sum?.next])).toEqual([
    [2, "a"],
    [5, "b"],
    [5, "b"],
    [5, "b"],
  ])
  expect(withPart(second, part("", null, 7))?.tally.incidents).toBe(7)
})

test("4.10 a trial goes on where it came to, by the version it began with alone", () => {
  const gold = policy("gold", [], instant("2020-01-01T00:00Z"))
  const place = { asOf, after: newId<"incident">() }
  const text = placeText(gold, place)
  expect(readPlace(text, gold)?.after).toBe(place.after)
  expect(readPlace(text, gold)?.asOf.equals(asOf)).toBe(true)
  expect(readPlace("", gold)).toBeNull()
  expect(() => readPlace(text, { ...gold, version: 2 })).toThrow("saved anew meanwhile")
  expect(() => readPlace("nonsense", gold)).toThrow("Start again")
  const forged = encodeCursor(["gold", 1, "yesterday", place.after])
  expect(() => readPlace(forged, gold)).toThrow("cannot go on from there")
})
