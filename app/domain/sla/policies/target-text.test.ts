import { expect, test } from "vitest"
import { lengthOf } from "../explain/words.ts"
import { secondsOf } from "./target-text.ts"

test.each([
  ["15", 900],
  ["15m", 900],
  ["15 min", 900],
  ["4h", 14_400],
  ["1 h 30 min", 5400],
  ["1h30m", 5400],
  ["26 h 5 min", 93_900],
  ["45 s", 45],
  ["0", 0],
  ["", null],
  ["2 d", null],
  ["soon", null],
  ["4h soon", null],
  ["-5", null],
  ["1.5 h", null],
])("%s is %s seconds", (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds)
})

test("what is written of a target is read back as it was", () => {
  for (const seconds of [1, 59, 60, 3600, 3661, 93_900]) expect(secondsOf(lengthOf(seconds))).toBe(seconds)
})
