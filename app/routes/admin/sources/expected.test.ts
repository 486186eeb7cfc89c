import { expect, test } from "vitest"
import { expectedSeconds, periodText } from "./expected.ts"

test.each([
  [30, "30 seconds"],
  [60, "1 minute"],
  [90, "90 seconds"],
  [900, "15 minutes"],
  [3600, "1 hour"],
  [86_400, "1 day"],
  [604_800, "7 days"],
])("%i: %s", (seconds, text) => expect(periodText(seconds)).toBe(text))

test("an empty choice means that silence means nothing", () => {
  expect([expectedSeconds.parse(""), expectedSeconds.parse("300")]).toEqual([null, 300])
  expect(expectedSeconds.safeParse("soon").success).toBe(false)
})
