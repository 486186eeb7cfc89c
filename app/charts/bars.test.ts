import { expect, test } from "vitest"
import { lyingBars, uprightBars } from "./bars.ts"

test("the tallest bar reaches the top; what is there can be seen, what is not cannot", () => {
  const bars = uprightBars([0, 1, 1000], { width: 30, height: 20, gap: 2 })
  expect(bars.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
    [1, 20, 8, 0],
    [11, 19, 8, 1],
    [21, 0, 8, 20],
  ])
})

test("nothing but zeros and nothing at all draw nothing", () => {
  expect(uprightBars([0, 0], { width: 10, height: 10 }).map((bar) => bar.height)).toEqual([0, 0])
  expect(uprightBars([], { width: 10, height: 10 })).toEqual([])
})

test("bars of a thousand values still fit their box", () => {
  const bars = uprightBars(
    Array.from({ length: 1000 }, () => 1),
    { width: 100, height: 10 },
  )
  expect(bars.every((bar) => bar.width > 0 && bar.x + bar.width <= 100)).toBe(true)
})

test("lying bars are as wide as their share of the widest", () => {
  const bars = lyingBars([100, 50, 1, 0], { width: 200, rowHeight: 20, barHeight: 12 })
  expect(bars.map((bar) => bar.width)).toEqual([200, 100, 2, 0])
  expect(bars.map((bar) => bar.y)).toEqual([0, 20, 40, 60])
})
