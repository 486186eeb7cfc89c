import { expect, test } from "vitest"
import { DrainWatch } from "./drain-watch.ts"

test("the same delivery at the head for too long: nobody drains", () => {
  const watch = new DrainWatch(300)
  expect(watch.isStalled({ id: "a", seconds: 10 }, 0)).toBe(false)
  expect(watch.isStalled({ id: "a", seconds: 290 }, 280_000)).toBe(false)
  expect(watch.isStalled({ id: "a", seconds: 311 }, 301_000)).toBe(true)
})

test("an old backlog that moves is no stall, nor is one first seen by a process that has just started", () => {
  const watch = new DrainWatch(300)
  expect(watch.isStalled({ id: "a", seconds: 9000 }, 0)).toBe(false)
  expect(watch.isStalled({ id: "b", seconds: 9000 }, 400_000)).toBe(false)
  expect(watch.isStalled({ id: "c", seconds: 9000 }, 800_000)).toBe(false)
})

test("an empty inbox begins anew", () => {
  const watch = new DrainWatch(300)
  watch.isStalled({ id: "a", seconds: 1 }, 0)
  expect(watch.isStalled(null, 200_000)).toBe(false)
  expect(watch.isStalled({ id: "a", seconds: 400 }, 400_000)).toBe(false)
})
