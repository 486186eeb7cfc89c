import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { answerableFor, isAsker } from "./asker.ts"

const [ana, lea] = [newId<"user">(), newId<"user">()]
const person = (id: typeof ana): Actor => ({ kind: "user", id, name: "Somebody" })
const token = (madeBy: typeof ana | null, id = "token-1"): Actor => ({
  ...{ kind: "token", id, name: "Script", madeBy },
})

test.each<{ name: string; asks: Actor; decides: Actor; isSame: boolean }>([
  { name: "a person and another", asks: person(ana), decides: person(lea), isSame: false },
  { name: "a person twice", asks: person(ana), decides: person(ana), isSame: true },
  { name: "a person and a token they made", asks: person(ana), decides: token(ana), isSame: true },
  { name: "a token and who made it", asks: token(ana), decides: person(ana), isSame: true },
  { name: "two tokens of one person", asks: token(ana), decides: token(ana, "token-2"), isSame: true },
  { name: "tokens of two people", asks: token(ana), decides: token(lea, "token-2"), isSame: false },
  { name: "a token of the command line twice", asks: token(null), decides: token(null), isSame: true },
  {
    name: "two tokens of the command line",
    asks: token(null),
    decides: token(null, "token-2"),
    isSame: false,
  },
])("$name", ({ asks, decides, isSame }) => {
  expect(isAsker(decides, answerableFor(asks) ?? "")).toBe(isSame)
})

test("what a token asked before it was known who made it is still its own", () => {
  expect(isAsker(token(ana), "token-1")).toBe(true)
})

test("nobody answers for the portal itself", () => {
  expect(answerableFor({ kind: "system", name: "job" })).toBeNull()
})
