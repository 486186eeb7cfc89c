import fc from "fast-check"
import { expect, test } from "vitest"
import { inert } from "./inert.ts"

test.each([
  ["a plain name", "Ana Petrović-O'Neill", "Ana Petrović-O'Neill"],
  ["markup stays text", "<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["templates stay text", "{{7*7}} ${7*7} <%= 7*7 %>", "{{7*7}} ${7*7} <%= 7*7 %>"],
  ["a second header", "Acme\r\nBcc: all", "Acme Bcc: all"],
  ["other line ends", "a\u2028b\u2029c\u0085d\ve", "a b c d e"],
  ["bidi controls", "a\u202egnp.exe\u2066b\u2069\u200e", "agnp.\u2060exeb"],
  ["zero width", "a\u200bb\ufeffc\u00add\u{e0041}e", "abcde"],
  ["a joiner in nowhere", "\u200d a \u200c b", "a b"],
  ["a joiner inside a word stays", "نمی\u200cخواهم", "نمی\u200cخواهم"],
  ["a family stays one", "👩\u200d👧", "👩\u200d👧"],
  ["nothing", " \u202e\u200b ", "–"],
  ["half a character", "a\ud800b", "a\ufffdb"],
])("%s", (_name, given, shown) => expect(inert(given)).toBe(shown))

test("nothing in it is an address any more", () => {
  for (const trap of [
    "evil.example",
    "https://evil.example/x",
    "www.evil.example",
    "pay@evil.example",
    "a.b.c.example",
  ]) {
    expect(inert(trap)).not.toMatch(/[\p{L}\p{N}](\.\p{L}|@[\p{L}\p{N}])|:\/\//u)
    expect(inert(trap).replaceAll("\u2060", "")).toBe(trap)
  }
})

test("stacked marks are cut", () => {
  expect(inert(`a${"\u0335".repeat(500)}b`)).toBe(`a${"\u0335".repeat(4)}b`)
})

test("10,000 characters become 120", () => {
  expect(Array.from(inert("x".repeat(10_000)))).toHaveLength(120)
  expect(Array.from(inert("👩".repeat(10_000)))).toHaveLength(120)
})

test("whatever comes in, one short line without unseen characters comes out", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (anything) => {
      const line = inert(anything)
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u)
      expect(line.isWellFormed()).toBe(true)
      expect(line).not.toBe("")
      expect(Array.from(line.replaceAll("\u2060", "")).length).toBeLessThanOrEqual(120)
    }),
  )
})
