import { expect, test } from "vitest"
import { remembered } from "./remembered.ts"

test("a text is read once, also one that says nothing, until as many others have come as are kept", () => {
  const asked: string[] = []
  const read = remembered((text) => {
    asked.push(text)
    return text === "nothing" ? null : { text }
  }, 2)
  const first = read("a")
  expect(read("a")).toBe(first)
  expect([read("nothing"), read("nothing")]).toEqual([null, null])
  expect(asked).toEqual(["a", "nothing"])
  read("b")
  expect(read("a")).toEqual({ text: "a" })
  expect(asked).toEqual(["a", "nothing", "b", "a"])
})
