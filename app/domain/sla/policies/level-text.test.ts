import { expect, test } from "vitest"
import { levelsOf, textOfLevels } from "./level-text.ts"

test("2.9.1 levels of a target as people write them", () => {
  expect(levelsOf("")).toEqual([])
  expect(levelsOf("50% owner, 75 % Lead,120%  admin")).toEqual([
    { id: "50-owner", share: 0.5, tell: "owner" },
    { id: "75-lead", share: 0.75, tell: "lead" },
    { id: "120-admin", share: 1.2, tell: "admin" },
  ])
})

test("2.9.1 a level that was there keeps its id, so that nobody is told of it twice", () => {
  const kept = [{ id: "half", share: 0.5, tell: "lead" }] as const
  expect(levelsOf("50% lead, 60% lead", kept)?.map(({ id }) => id)).toEqual(["half", "60-lead"])
  expect(levelsOf("50% owner", kept)?.map(({ id }) => id)).toEqual(["50-owner"])
  expect(textOfLevels([{ id: "x", share: 0.75, tell: "admin" }, ...kept])).toBe("50% lead, 75% admin")
})

test.each([
  "half lead",
  "50% boss",
  "0% lead",
  "1001% lead",
  "50% lead, 50% owner",
  "50%, lead",
  "50% lead,",
])("%s is none", (text) => expect(levelsOf(text)).toBe(null))

test("more than ten are too many", () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `${i + 1}% lead`).join(", ")
  expect(levelsOf(many(10))).toHaveLength(10)
  expect(levelsOf(many(11))).toBe(null)
})
