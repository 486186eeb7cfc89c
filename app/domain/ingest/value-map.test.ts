import { expect, test } from "vitest"
import { mapScore, mapValue } from "./value-map.ts"

const words = { version: 1, values: { high: 1, low: 2 }, otherwise: 9 }
const scores = {
  version: 1,
  steps: [
    [15, "c"],
    [7, "m"],
    [0, "l"],
  ] as const,
  otherwise: "m",
}

test.each([
  ["HIGH", 1, []],
  ["purple", 9, ["severity:default(purple)"]],
  ["constructor", 9, ["severity:default(constructor)"]],
  [null, 9, []],
])("%s", (word, value, partial) =>
  expect(mapValue(words, "severity", word)).toEqual({ value, word, partial }),
)

test.each([
  ["15", "c", []],
  ["14.9", "m", []],
  ["0", "l", []],
  ["-1", "m", ["level:default(-1)"]],
  ["x", "m", ["level:default(x)"]],
  [null, "m", []],
])("level %s is %s", (word, value, partial) =>
  expect(mapScore<string>(scores, "level", word)).toEqual({ value, word, partial }),
)
