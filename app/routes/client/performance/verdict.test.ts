import { expect, test } from "vitest"
import { verdict } from "./verdict.ts"

const target = (name: string, missed: number, excluded = 0) => ({ name, missed, excluded })

test.each([
  [[], "Nothing fell due in May 2026."],
  [[target("acknowledgement", 0)], "We kept every promise in May 2026."],
  [[target("acknowledgement", 2, 2)], "We kept every promise in May 2026."],
  [
    [target("acknowledgement", 0), target("resolution", 3, 1), target("containment", 1)],
    "We kept 1 of 3 promises in May 2026: resolution missed twice, containment missed once.",
  ],
  [[target("resolution", 1200)], "We kept 0 of 1 promises in May 2026: resolution missed 1,200 times."],
])("%j", (targets, text) => expect(verdict(targets, "May 2026")).toBe(text))
