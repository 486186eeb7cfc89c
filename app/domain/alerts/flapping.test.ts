import { expect, test } from "vitest"
import { instant, type Instant } from "#app/kernel/time.ts"
import { isFlapping, isStable, withChange } from "./flapping.ts"

const from = instant("2026-03-27T12:00:00Z")
const at = (minutes: number) => from.add({ minutes })
const after = (...minutes: number[]) =>
  minutes.map(at).reduce<readonly Instant[]>((changes, change) => withChange(changes, change), [])

test.each([
  ["four changes are none", [0, 1, 2, 3], false],
  ["the fifth within 30 minutes is", [0, 7, 14, 21, 30], true],
  ["five in 31 minutes are none", [0, 7, 14, 21, 31], false],
  ["what is long past does not count", [0, 1, 2, 3, 60, 61, 62, 63], false],
  ["nor does it hide what is new", [0, 1, 2, 3, 60, 61, 62, 63, 64], true],
])("2.3.7 flapping: %s", (_name, minutes, flaps) => {
  expect(isFlapping(after(...minutes))).toBe(flaps)
})

test("2.3.7 flapping ends after 15 minutes without a change", () => {
  expect(isStable(after(0, 5), at(19))).toBe(false)
  expect(isStable(after(0, 5), at(20))).toBe(true)
})

test("an alert that changes for ever does not grow for ever", () => {
  expect(after(...Array.from({ length: 500 }, (_, i) => i)).length).toBeLessThanOrEqual(20)
})
