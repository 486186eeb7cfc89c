import { expect, test } from "vitest"
import { csvLine } from "./csv-file.ts"

test.each([
  ["plain", '"plain"'],
  ['say "hi"', '"say ""hi"""'],
  ["=1+1", `"'=1+1"`],
  ["+1", `"'+1"`],
  ["-1", `"'-1"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["\t=1", `"'\t=1"`],
  [" =1", `"' =1"`],
  ["\uff1d1", `"'\uff1d1"`],
  ["\uff0b1", `"'\uff0b1"`],
  ["\uff0d1", `"'\uff0d1"`],
  ["\uff20A1", `"'\uff20A1"`],
  ["2026-11", '"2026-11"'],
  ["10.0.0.1", '"10.0.0.1"'],
  ["a,b\nc", '"a,b\nc"'],
  ["nul\0=1", '"nul=1"'],
])("%j is a cell and no formula", (text, cell) => expect(csvLine([text])).toBe(`${cell}\r\n`))

test("numbers stay numbers and nothing stays empty", () =>
  expect(csvLine([-3, null, 0.5])).toBe('-3,"",0.5\r\n'))
