import fc from "fast-check"
import { expect, test } from "vitest"
import { foreignTargets } from "#tests/support/foreign-targets.ts"
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

test.each(foreignTargets)("%j does not lead away", (asked) => {
  expect(new URL(redirectTarget(asked, "/home"), "https://portal.example").origin).toBe(
    "https://portal.example",
  )
})

test("nothing leads away, whatever it is made of", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%5c",
    "%2f",
    "\t",
    "\n",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
    "//",
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const target = redirectTarget(pieces.join(""), "/home")
      expect(target).toMatch(/^\/(?![\\/])/)
      expect(new URL(target, "https://portal.example").origin).toBe("https://portal.example")
    }),
  )
})
