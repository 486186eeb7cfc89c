import { expect, test } from "vitest"
import { redirectTarget } from "./redirect-target.ts"

test.each([
  ["/ops/queue?view=mine", "/ops/queue?view=mine"],
  ["/ops/incidents/1#note", "/ops/incidents/1"],
  [null, "/home"],
  ["", "/home"],
  ["https://evil.example/", "/home"],
  ["//evil.example/", "/home"],
  ["/\\evil.example/", "/home"],
  ["/\t/evil.example/", "/home"],
  ["javascript:alert(1)", "/home"],
  ["ops/queue", "/home"],
  ["/..//evil.example", "/home"],
])("%s leads to %s", (asked, expected) => {
  expect(redirectTarget(asked, "/home")).toBe(expected)
})
