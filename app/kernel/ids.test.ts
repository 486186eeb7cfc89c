import { expect, test } from "vitest"
import { isId, newId, newIdAt, parseId } from "./ids.ts"

test("ids are version 7, and sort in the order they were made", () => {
  const made = Array.from({ length: 500 }, () => newId())
  expect(made.every(isId)).toBe(true)
  expect(made.every((id) => id[14] === "7" && /[89ab]/.test(id[19] ?? ""))).toBe(true)
  expect([...made].sort()).toEqual(made)
  expect(new Set(made).size).toBe(500)
})

test("an id for another time sorts there", () => {
  const [old, now] = [newIdAt(Date.now() - 60_000), newId()]
  expect(old < now).toBe(true)
  expect(isId(old)).toBe(true)
})

test.each(["", "x", "01a1fc6a-7520-7f0c-938c-f88c179f45b", undefined, "' or 1=1"])(
  "%s is an unknown id, not an error of its own",
  (text) => {
    expect(() => parseId("alert", text)).toThrow(expect.objectContaining({ code: "not_found" }))
  },
)
