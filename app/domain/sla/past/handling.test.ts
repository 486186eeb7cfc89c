import { expect, test } from "vitest"
import { instant } from "#app/kernel/time.ts"
import type { Happening } from "../clock/record-event.ts"
import { type Lines, opened, reply, resolved, story, waiting } from "#tests/support/sla-story.ts"
import { handlingOf } from "./handling.ts"
import { addLengths, countOf, type Lengths, medianOf, withLength } from "./lengths.ts"

const taken: Happening = { kind: "acknowledged", by: "provider_human" }
const day = "2026-03-02T"
const toldWith = (written: readonly string[], lines: Lines) => {
  const events = story(...lines.map(([time, what]) => [day + time, what] as const))
  const work = handlingOf(
    events,
    written.map((time) => instant(`${day + time}Z`)),
  )
  return work && `P${work.priority} ${work.seconds / 60} min`
}

test.each<{ name: string; lines: Lines; is: string | null }>([
  {
    name: "to the answer",
    lines: [
      ["10:05", taken],
      ["10:25", reply],
      ["12:00", resolved],
    ],
    is: "P1 20 min",
  },
  {
    name: "to the hold",
    lines: [
      ["10:05", taken],
      ["10:15", waiting],
      ["10:25", reply],
    ],
    is: "P1 10 min",
  },
  {
    name: "to the resolution",
    lines: [
      ["10:05", taken],
      ["10:20", resolved],
    ],
    is: "P1 15 min",
  },
  {
    name: "from the first who took it",
    lines: [
      ["10:05", taken],
      ["10:15", taken],
      ["10:25", reply],
    ],
    is: "P1 20 min",
  },
  {
    name: "not from a rule's acknowledgement",
    lines: [
      ["10:01", { ...taken, by: "automation" }],
      ["10:25", reply],
    ],
    is: null,
  },
  {
    name: "not to an internal note",
    lines: [
      ["10:05", taken],
      ["10:25", { ...reply, visibility: "internal" } as Happening],
    ],
    is: null,
  },
  {
    name: "not where it was resolved at once",
    lines: [
      ["10:05", taken],
      ["10:05", resolved],
    ],
    is: null,
  },
  {
    name: "not where all was noted at once",
    lines: [
      ["10:05", taken],
      ["10:05", reply],
    ],
    is: null,
  },
  {
    name: "at the priority it had when it was taken",
    lines: [
      ["10:01", { kind: "priority_set", priority: 3 }],
      ["10:05", taken],
      ["10:10", { kind: "priority_set", priority: 2 }],
      ["10:25", reply],
    ],
    is: "P3 20 min",
  },
])("4.10 handling is measured $name", ({ lines, is }) => {
  expect(toldWith([], [["10:00", opened()], ...lines])).toBe(is)
})

test.each([
  { name: "nobody wrote: up to 20 minutes", written: [], is: "P1 20 min" },
  { name: "a line splits the stretch", written: ["10:15"], is: "P1 30 min" },
  { name: "lines close together count in full", written: ["10:15", "10:30", "10:48"], is: "P1 63 min" },
  { name: "in whatever order they come", written: ["10:48", "10:15", "10:30"], is: "P1 63 min" },
  { name: "a pause of exactly 20 minutes is work", written: ["10:25", "10:45"], is: "P1 60 min" },
  {
    name: "what is before and after counts for nothing",
    written: ["09:00", "10:05", "12:05", "13:00"],
    is: "P1 20 min",
  },
])("4.10 of a record resolved two hours later, $name", ({ written, is }) => {
  const lines: Lines = [
    ["10:00", opened()],
    ["10:05", taken],
    ["12:05", resolved],
  ]
  expect(toldWith(written, lines)).toBe(is)
})

const lengths = (...seconds: number[]) => seconds.reduce<Lengths>(withLength, {})

test("4.10 the middle of lengths is right to 2.5 %, also of two tallies together", () => {
  expect(medianOf({})).toBeNull()
  expect(medianOf(lengths(600))).toBeCloseTo(600, -1.5)
  const both = addLengths(lengths(60, 600, 900), lengths(1200, 86_400))
  expect(countOf(both)).toBe(5)
  const middle = medianOf(both) ?? 0
  expect(Math.abs(middle - 900) / 900).toBeLessThan(0.025)
  expect(medianOf(lengths(0.2))).toBe(1)
  expect(medianOf(lengths(1, 600))).toBe(1)
})
