import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import { expiryOf, tokenStateOf } from "./token.ts"

const now = instant("2026-11-02T10:00Z")

test.each([
  ["days from now", "30", "", "2026-12-02T10:00:00Z"],
  ["over the end of summer time: 24 hours each", "365", "", "2027-11-02T10:00:00Z"],
  ["the end of a day, in UTC", "date", "2026-11-05", "2026-11-06T00:00:00Z"],
  ["today ends tonight", "date", "2026-11-02", "2026-11-03T00:00:00Z"],
  ["yesterday", "date", "2026-11-01", null],
  ["no such day", "date", "2026-02-29", null],
  ["no day", "date", "", null],
  ["days nobody offers", "3650", "", null],
])("%s", (_name, choice, date, end) => {
  const made = expiryOf(choice, date, now)
  expect(made.ok ? made.value.toString() : null).toBe(end)
})

test.each([
  [null, null, "active"],
  [null, "2026-11-02T10:00:01Z", "active"],
  [null, "2026-11-02T10:00:00Z", "expired"],
  ["2026-11-01T00:00:00Z", "2026-11-01T12:00:00Z", "revoked"],
] as const)("revoked %s, ends %s: %s", (revoked, ends, state) => {
  const at = (text: string | null) => (text === null ? null : instant(text))
  expect(tokenStateOf({ revokedAt: at(revoked), expiresAt: at(ends) }, now)).toBe(state)
})
