import { expect, test } from "vitest"
import { attainmentText } from "./attainment-text.ts"

test.each([
  [null, "–"],
  [0, "0 %"],
  [1, "100 %"],
  [0.29, "29 %"],
  [2 / 3, "66.6 %"],
  [0.9996, "99.9 %"],
  [0.99999, "99.9 %"],
] as const)("%s is %s", (share, text) => expect(attainmentText(share)).toBe(text))
