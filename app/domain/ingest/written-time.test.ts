import { expect, test } from "vitest"
import { readWrittenTime } from "./written-time.ts"

test.each([
  ["2024-10-26 23:20:39", "2024-10-26T23:20:39Z"],
  ["2024.10.26 23:20", "2024-10-26T23:20:00Z"],
  ["2017-06-30T22:25:43.5", "2017-06-30T22:25:43.5Z"],
  ["Sat Oct 26 23:20:39 UTC 2024", "2024-10-26T23:20:39Z"],
  ["Mar 6 2023 08:04:45.866 CET", "2023-03-06T07:04:45.866Z"],
  ["2026-1-2T03:04:05Z", "2026-01-02T03:04:05Z"],
  ["2025 Mar  4 19:51:39", "2025-03-04T19:51:39Z"],
  ["July 30, 2019 10:36 AM BST", "2019-07-30T09:36:00Z"],
  ["Friday, March 21, 2025 12:57 AM", "2025-03-21T00:57:00Z"],
  ["August 20, 2018 11:44 PM -0700", "2018-08-21T06:44:00Z"],
  ["1767225600", "2026-01-01T00:00:00Z"],
])("%s", (given, expected) => expect(readWrittenTime("t", given)).toEqual({ value: expected, partial: [] }))

test("a time without a zone is of the zone that is given", () =>
  expect(readWrittenTime("t", "2024-01-01 12:00:00", "+02:00").value).toBe("2024-01-01T10:00:00Z"))

test.each([
  "Oct 11 22:14:15",
  "3/4/2025 11:01 AM",
  "Mar 6 2023 08:04:45 XYZ",
  "Never",
  "Mar 99 2023 08:04:45",
])("%s is not guessed", (given) =>
  expect(readWrittenTime("t", given)).toEqual({ value: null, partial: [`t:unreadable(${given})`] }),
)

test("no value is no time", () => expect(readWrittenTime("t", null)).toEqual({ value: null, partial: [] }))
