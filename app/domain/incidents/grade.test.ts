import { expect, test } from "vitest"
import { type Grade, gradeAfter, worstOf } from "./grade.ts"

const grade = (severity: number, priority: 1 | 2 | 3 | 4): Grade => ({ severity, priority })

test.each([
  { name: "a worse alert joins", now: grade(3, 3), was: grade(3, 3), next: grade(1, 1), gives: grade(1, 1) },
  { name: "the worst leaves", now: grade(1, 1), was: grade(1, 1), next: grade(4, 4), gives: grade(4, 4) },
  { name: "the last leaves", now: grade(2, 2), was: grade(2, 2), next: null, gives: grade(2, 2) },
  { name: "chosen by hand", now: grade(2, 2), was: grade(4, 4), next: grade(5, 4), gives: grade(2, 2) },
  { name: "by hand, then worse", now: grade(3, 3), was: null, next: grade(1, 1), gives: grade(1, 1) },
  { name: "a first, milder alert", now: grade(2, 2), was: null, next: grade(4, 4), gives: grade(2, 2) },
])("2.4.5 severity and priority follow the alerts: $name", ({ now, was, next, gives }) => {
  expect(gradeAfter(now, was, next)).toEqual(gives)
})

test("the worst of several is the worst of each part", () => {
  expect(worstOf([grade(1, 3), grade(4, 2)])).toEqual(grade(1, 2))
  expect(worstOf([])).toBeNull()
})
