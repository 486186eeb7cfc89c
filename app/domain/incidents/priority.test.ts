import { expect, test } from "vitest"
import { incidentTitle } from "./correlation.ts"
import { priorityOf } from "./priority.ts"

test.each([
  [1, "high", 1],
  [1, "low", 2],
  [2, "medium", 2],
  [3, "medium", 3],
  [5, "medium", 4],
  [99, "medium", 4],
] as const)("severity %s at %s impact is P%s", (severity, impact, priority) => {
  expect(priorityOf(severity, impact)).toBe(priority)
})

test.each([
  [["host1", "host2"], "Disk full on host1, host2"],
  [["a", "b", "c", "d"], "Disk full on a, b +2"],
  [["a", "a"], "Disk full on a"],
  [["full"], "Disk full"],
  [[], "Disk full"],
])("%j reads %s", (assets, title) => expect(incidentTitle("Disk full", assets)).toBe(title))
