import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { filterOf, momentOf } from "./filter.ts"
import { formatQuery, parseQuery } from "./query.ts"

test.each([
  ["nothing", "  ", {}],
  ["words", "disk full", { text: "disk full" }],
  ["one qualifier", "actor:ana", { actor: "ana" }],
  ["quotes", 'actor:"Ana Petrova" closed', { actor: "Ana Petrova", text: "closed" }],
  [
    "all of them",
    "actor:a action:b target:c client:d after:e before:f result:g",
    { actor: "a", action: "b", target: "c", client: "d", after: "e", before: "f", result: "g" },
  ],
  ["a time with colons", "after:2026-03-27T08:00:00Z", { after: "2026-03-27T08:00:00Z" }],
  ["capitals", "ACTION:alert", { action: "alert" }],
  ["one nobody knows", "severity:high", { text: "severity:high" }],
  ["an empty value", 'actor:"" x', { text: "x" }],
  ["the last of two counts", "actor:a actor:b", { actor: "b" }],
  ["markup is text", "actor:<script>alert(1)</script>", { actor: "<script>alert(1)</script>" }],
])("%s", (_name, typed, query) => {
  expect(parseQuery(typed)).toEqual(query)
  expect(parseQuery(formatQuery(parseQuery(typed)))).toEqual(query)
})

test.each([
  ["2026-03-27", "2026-03-27T00:00:00Z"],
  ["2026-03-27T08:15:00+02:00", "2026-03-27T06:15:00Z"],
  ["2026-02-30", undefined],
  ["yesterday", undefined],
  ["", undefined],
])("%s is the moment %s", (text, moment) => expect(momentOf(text)?.toString()).toBe(moment))

test("values that mean nothing are named, not guessed", () => {
  const acme = newId<"tenant">()
  const clientOf = (text: string) => (text === "ACME" ? acme : undefined)
  expect(filterOf(parseQuery("client:ACME result:refused"), clientOf)).toEqual({
    filter: { client: acme, result: "refused" },
    ignored: [],
  })
  expect(
    filterOf(parseQuery("client:X result:maybe after:soon before:2026-01-01 actor:a"), clientOf),
  ).toMatchObject({
    filter: { actor: "a" },
    ignored: ["client", "after", "result"],
  })
})
