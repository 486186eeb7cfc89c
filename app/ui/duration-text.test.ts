import { expect, test } from "vitest"
import { durationText } from "./duration-text.ts"

test.each([
  [0, "0 ms"],
  [12.4, "12 ms"],
  [1500, "1.5 s"],
  [59_000, "59 s"],
  [600_000, "10 min"],
  [10_800_000, "3 h"],
])("%d is %s", (milliseconds, text) => expect(durationText(milliseconds)).toBe(text))
