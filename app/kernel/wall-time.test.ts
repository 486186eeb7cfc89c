import { expect, test } from "vitest"
import { instant } from "./time.ts"
import { momentOf, wallTime } from "./wall-time.ts"

test("2.9.5 a wall clock names one moment, over changes of the clocks too", () => {
  expect(momentOf("2026-03-29T01:30", "Europe/London")?.toString()).toBe("2026-03-29T01:30:00Z")
  expect(momentOf("2026-10-25T01:30", "Europe/London")?.toString()).toBe("2026-10-25T00:30:00Z")
  expect(momentOf("no date", "Europe/London")).toBeNull()
  expect(wallTime(instant("2026-07-01T10:05:40Z"), "Europe/London")).toBe("2026-07-01T11:05")
})
