import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { neverHeld, standingOf } from "./binding.ts"

const bound = (name: string, from: string, endedAt: string | null = null, version = 1) => ({
  ...{ name, version, effectiveFrom: instant(from) },
  endedAt: endedAt === null ? null : instant(endedAt),
})
const now = instant("2026-06-01T00:00Z")
const told = (...all: ReturnType<typeof bound>[]) => {
  const { now: current, next, wasEnded } = standingOf(all, now)
  return [current?.name ?? null, next?.name ?? null, wasEnded]
}

test("2.9.11 the newest that has come into effect holds; the nearest to come is next", () => {
  expect(told()).toEqual([null, null, false])
  expect(told(bound("a", "2026-01-01T00:00Z"), bound("b", "2026-05-01T00:00Z"))).toEqual(["b", null, false])
  expect(
    told(
      bound("a", "2026-01-01T00:00Z"),
      bound("later", "2026-09-01T00:00Z"),
      bound("b", "2026-07-01T00:00Z"),
    ),
  ).toEqual(["a", "b", false])
})

test("2.9.11 what was ended promises nothing, and what was ended before it held never counts", () => {
  expect(told(bound("a", "2026-01-01T00:00Z", "2026-02-01T00:00Z"))).toEqual([null, null, true])
  const withdrawn = bound("b", "2026-05-15T00:00Z", "2026-05-01T00:00Z")
  expect(neverHeld(withdrawn)).toBe(true)
  expect(told(bound("a", "2026-01-01T00:00Z"), withdrawn)).toEqual(["a", null, false])
})
