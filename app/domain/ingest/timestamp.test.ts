import fc from "fast-check"
import { expect, test } from "vitest"
import { readTime, readTimestamp } from "./timestamp.ts"

test.each([
  ["2016-08-01T13:27:08.008+03:00", "2016-08-01T10:27:08.008Z"],
  ["2018-03-07T06:33:21.873077559-05:00", "2018-03-07T11:33:21.873077559Z"],
  ["2024-02-14T22:02:34.461+0500", "2024-02-14T17:02:34.461Z"],
  ["2024-01-16T15:31:05.676280+0000", "2024-01-16T15:31:05.676280Z"],
  ["2026-01-02 03:04:05 UTC", "2026-01-02T03:04:05Z"],
  ["2026-01-02T03:04Z", "2026-01-02T03:04:00Z"],
  ["2026-01-02T03:04:05.5+02", "2026-01-02T01:04:05.5Z"],
  [1_700_000_000, "2023-11-14T22:13:20Z"],
  [1_700_000_000_123, "2023-11-14T22:13:20.123Z"],
  ["1700000000", "2023-11-14T22:13:20Z"],
  [1_700_000_000_123_456, "2023-11-14T22:13:20.123456Z"],
  ["1700000000123456789", "2023-11-14T22:13:20.123456789Z"],
  ["1700000000.000000042", "2023-11-14T22:13:20.000000042Z"],
  ["1700000000123.5", "2023-11-14T22:13:20.1235Z"],
  ["2026-01-02 03:04:05.5 +0200 CEST", "2026-01-02T01:04:05.5Z"],
  ["99999999999999999999", null],
  [99_999_999, null],
  ["0001-01-01T00:00:00Z", null],
  ["2026-02-30T00:00:00Z", null],
  ["2026-01-02 03:04:05", null],
  ["yesterday", null],
  ["", null],
  [0, null],
  [Number.NaN, null],
  [null, null],
  [{}, null],
])("%s is %s", (given, expected) => expect(readTimestamp(given)).toBe(expected))

test.each([
  ["2026-02-30T00:00:00Z", ["at:unreadable(2026-02-30T00:00:00Z)"]],
  ["2026-01-02 03:04:05", ["at:unreadable(2026-01-02 03:04:05)"]],
  [{}, ["at:unreadable(object)"]],
  ["0001-01-01T00:00:00Z", []],
  [0, []],
  ["", []],
  [undefined, []],
])("of %s, no time is read and the remark is %j", (given, partial) =>
  expect(readTime("at", given)).toEqual({ value: null, partial }),
)

test("never throws, and gives only dates", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double(), fc.jsonValue()), (value) => {
      const read = readTime("at", value).value
      if (read !== null) expect(() => asDate(read)).not.toThrow()
    }),
  )
})

const asDate = (text: string) => new Date(text).toISOString()
