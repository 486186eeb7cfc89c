import { randomBytes } from "node:crypto"
import { afterEach, expect, test, vi } from "vitest"
import * as z from "zod"
import { newId } from "#app/kernel/ids.ts"
import { carryLook, takeLook } from "./carried-looks.server.ts"

const shape = z.object({ seen: z.int() })
const [ana, ben] = [newId<"user">(), newId<"user">()]

const asking = (word: string | null) => {
  const form = new FormData()
  form.set("look", word ?? "")
  return form
}

afterEach(() => {
  vi.useRealTimers()
})

test("a form without a look asks for a new one", () => {
  expect(takeLook(ana, "rules", new FormData(), shape)).toBeNull()
  expect(takeLook(ana, "rules", asking(""), shape)).toBeNull()
})

test("a look is taken up by whom it belongs to, for what it is of, by any process and more than once", async () => {
  const word = carryLook(ana, "rules", { seen: 500 })
  expect(takeLook(ana, "rules", asking(word), shape)).toEqual({ seen: 500 })
  vi.resetModules()
  const other = await import("./carried-looks.server.ts")
  expect(other.takeLook(ana, "rules", asking(word), shape)).toEqual({ seen: 500 })
  expect(word).not.toContain("seen")
})

test("somebody else's, one of something else, an altered and a made-up one are refused", () => {
  const word = carryLook(ana, "recipe of x", { seen: 500 }) ?? ""
  const no = "it is of something else. Start again."
  expect(() => takeLook(ben, "recipe of x", asking(word), shape)).toThrow(no)
  expect(() => takeLook(ana, "recipe of y", asking(word), shape)).toThrow(no)
  const middle = word.length - 20
  const altered = `${word.slice(0, middle)}${word[middle] === "A" ? "B" : "A"}${word.slice(middle + 1)}`
  expect(() => takeLook(ana, "recipe of x", asking(altered), shape)).toThrow(no)
  expect(() => takeLook(ana, "recipe of x", asking("made up"), shape)).toThrow(no)
})

test("after an hour, and after an update that reads it differently, one starts again", () => {
  vi.useFakeTimers({ now: new Date("2026-11-20T10:00:00Z") })
  const word = carryLook(ana, "rules", { seen: 500 })
  expect(() => takeLook(ana, "rules", asking(word), z.object({ known: z.int() }))).toThrow("was updated")
  vi.setSystemTime(new Date("2026-11-20T11:00:00Z"))
  expect(takeLook(ana, "rules", asking(word), shape)).toEqual({ seen: 500 })
  vi.setSystemTime(new Date("2026-11-20T11:00:00.001Z"))
  expect(() => takeLook(ana, "rules", asking(word), shape)).toThrow("over an hour old")
})

test("what is too large for a form is not carried", () => {
  expect(carryLook(ana, "rules", "x".repeat(3_000_000))).not.toBeNull()
  expect(carryLook(ana, "rules", randomBytes(900_000).toString("base64"))).toBeNull()
})
