import { expect, test } from "vitest"
import { isAddress, parseMailbox } from "./address.ts"

test.each(["noc@example.com", "a.b+c@sub.example.org", "root@localhost", "jürgen@bücher.example"])(
  "%s is an address",
  (text) => expect(isAddress(text)).toBe(true),
)

test.each([
  ["nobody", "no at sign"],
  ["a@b@c", "two at signs"],
  ["a@b.example,c@d.example", "two addresses"],
  ["a@b.example\r\nBcc: c@d.example", "a second header"],
  ["<a@b.example>", "brackets"],
  ['"a b"@c.example', "a quoted part"],
  ["a\u202e@b.example", "a bidi control"],
  [`${"a".repeat(65)}@b.example`, "a long local part"],
  [`a@${"b".repeat(254)}`, "a long domain"],
  ["", "nothing"],
])("%j is none: %s", (text) => expect(isAddress(text)).toBe(false))

test("a mailbox may carry a name", () => {
  expect(parseMailbox("Acme NOC <noc@example.com>")).toEqual({ name: "Acme NOC", address: "noc@example.com" })
  expect(parseMailbox(" noc@example.com ")).toEqual({ name: "", address: "noc@example.com" })
  expect(parseMailbox("Acme <noc@example.com>, x@y.example")).toBeNull()
  expect(parseMailbox("Acme\r\nX: y <noc@example.com>")).toBeNull()
})
