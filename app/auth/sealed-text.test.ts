import { expect, test } from "vitest"
import { open, seal } from "./sealed-text.server.ts"

const old = "an old secret of thirty-two characters"
const fresh = "a fresh secret of thirty-two characters"
const text = "https://portal.example/reset/þúñ-0123456789"

test("what was sealed opens again, and twice the same text looks different", () => {
  const sealed = seal(text, "mail", "row", [fresh])
  expect(open(sealed, "mail", "row", [fresh])).toBe(text)
  expect(sealed).not.toContain("reset")
  expect(seal(text, "mail", "row", [fresh])).not.toBe(sealed)
})

test("an empty text is a text", () => {
  expect(open(seal("", "mail", "", [fresh]), "mail", "", [fresh])).toBe("")
})

test("a replaced secret still opens while it is kept as the previous one, and seals no more", () => {
  const sealed = seal(text, "mail", "row", [old])
  expect(open(sealed, "mail", "row", [fresh, old])).toBe(text)
  expect(open(sealed, "mail", "row", [fresh])).toBeNull()
  expect(open(seal(text, "mail", "row", [fresh, old]), "mail", "row", [old])).toBeNull()
})

test("another row and another purpose do not open it", () => {
  const sealed = seal(text, "mail", "row", [fresh])
  expect(open(sealed, "mail", "other", [fresh])).toBeNull()
  expect(open(sealed, "second-factor", "row", [fresh])).toBeNull()
})

test("each purpose has a key of its own, and the text says which it was", () => {
  const keyOf = (sealed: string) => sealed.split(".")[1]
  expect(keyOf(seal(text, "mail", "", [fresh]))).toBe(keyOf(seal("other", "mail", "row", [fresh])))
  expect(keyOf(seal(text, "mail", "", [fresh]))).not.toBe(keyOf(seal(text, "second-factor", "", [fresh])))
})

test("one changed character anywhere is noticed", () => {
  const sealed = seal(text, "mail", "row", [fresh])
  for (let i = 0; i < sealed.length; i++) {
    const altered = sealed.slice(0, i) + (sealed[i] === "A" ? "B" : "A") + sealed.slice(i + 1)
    // The last character of base64 carries bits that mean nothing.
    if (open(altered, "mail", "row", [fresh]) !== null)
      expect(Buffer.from(altered.split(".")[3]!, "base64url")).toEqual(
        Buffer.from(sealed.split(".")[3]!, "base64url"),
      )
  }
})

test.each(["", "v1", "v1.a.b", "v1...", "v2.a.b.c", "v1.a.b.c.d", "rubbish"])(
  "%j opens to nothing",
  (sealed) => expect(open(sealed, "mail", "", [fresh])).toBeNull(),
)
