import { expect, test } from "vitest"
import { isWithin, parsePorts } from "./port-range.ts"

test.each([
  ["6515-6614", { from: 6515, to: 6614 }],
  [" 6515 - 6614 ", { from: 6515, to: 6614 }],
  ["514", { from: 514, to: 514 }],
  ["6614-6515", null],
  ["0-10", null],
  ["6515-70000", null],
  ["6515,6516", null],
  ["", null],
] as const)("%j", (text, range) => expect(parsePorts(text)).toEqual(range))

test("both ends belong to a range", () => {
  const range = { from: 10, to: 12 }
  expect([9, 10, 12, 13].map((port) => isWithin(range, port))).toEqual([false, true, true, false])
})
