import { expect, test } from "vitest"
import { percent } from "./percent.ts"

test.each([
  [null, "–"],
  [0, "0 %"],
  [0.004, "under 1 %"],
  [0.421, "42 %"],
  [0.9999, "over 99 %"],
  [1, "100 %"],
] as const)("%s is %s", (share, text) => expect(percent(share)).toBe(text))
