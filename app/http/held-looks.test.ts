import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { holdLook, takeLook } from "./held-looks.server.ts"

const asking = (word: string) => {
  const form = new FormData()
  form.set("look", word)
  return form
}

test("a form without a word asks for a new look", () => {
  expect(takeLook(newId(), "rules", new FormData())).toBeNull()
  expect(takeLook(newId(), "rules", asking(""))).toBeNull()
})

test("a look is given to whom it belongs, for what it is of, and once", () => {
  const [ana, ben] = [newId<"user">(), newId<"user">()]
  const look = { seen: 500 }
  const word = holdLook(ana, "rules", look)
  expect(() => takeLook(ben, "rules", asking(word))).toThrow("not there any more")
  expect(() => takeLook(ana, "recipe of x", asking(word))).toThrow("not there any more")
  expect(takeLook(ana, "rules", asking(word))).toBe(look)
  expect(() => takeLook(ana, "rules", asking(word))).toThrow("not there any more")
})

test("three are held of one person, and twenty in all: the oldest goes first", () => {
  const ana = newId<"user">()
  const words = [1, 2, 3, 4].map((seen) => holdLook(ana, "rules", { seen }))
  expect(() => takeLook(ana, "rules", asking(words[0]!))).toThrow("not there any more")
  expect(takeLook(ana, "rules", asking(words[1]!))).toEqual({ seen: 2 })
  for (let i = 0; i < 20; i += 1) holdLook(newId(), "rules", {})
  expect(() => takeLook(ana, "rules", asking(words[3]!))).toThrow("not there any more")
})
