import { expect, test } from "vitest"
import { everything, type Lines, opened, reopened, told } from "#tests/support/sla-story.ts"
import type { Happening } from "./record-event.ts"

const found = opened({ by: "automation", subject: "finding", flavour: "security", team: "soc" })
const fixed: Happening = { kind: "settled_finding", how: "fixed" }
const accepted: Happening = { kind: "settled_finding", how: "risk_accepted" }
const falsePositive: Happening = { kind: "withdrawn", reason: "not that library" }

/** Every metric has an hour round the clock. */
test.each<readonly [string, Lines, readonly string[]]>([
  [
    "what was fixed and comes back goes on with what had elapsed",
    [
      ["10:00", found],
      ["10:20", fixed],
      ["14:00", reopened],
      ["14:30", fixed],
    ],
    ["met 10:00-14:30"],
  ],
  [
    "and is late when both together are too long",
    [
      ["10:00", found],
      ["10:50", fixed],
      ["14:00", reopened],
      ["14:30", fixed],
    ],
    ["missed 10:00-14:30"],
  ],
  [
    "so does an accepted risk whose day has come",
    [
      ["10:00", found],
      ["10:50", accepted],
      ["14:00", reopened],
    ],
    ["running 10:00 late"],
  ],
  [
    "a false positive that was none starts anew",
    [
      ["10:00", found],
      ["10:20", falsePositive],
      ["14:00", reopened],
      ["14:50", fixed],
    ],
    ["cancelled 10:00-10:20", "met 14:00-14:50"],
  ],
  [
    "opening again what is open changes nothing",
    [
      ["10:00", found],
      ["10:30", reopened],
      ["10:50", fixed],
    ],
    ["met 10:00-10:50"],
  ],
])("2.9.9 of a finding: %s", (_name, lines, runs) => expect(told("vuln_fix", lines)).toEqual(runs))

test("2.9.2 a finding has no other clock", () => {
  const lines: Lines = [
    ["10:00", found],
    ["10:20", fixed],
    ["14:00", reopened],
  ]
  for (const metric of ["acknowledge", "first_response", "contain", "resolve"] as const)
    expect(told(metric, lines, everything())).toEqual([])
})

test("an incident that was withdrawn stays so when it is opened again", () => {
  const lines: Lines = [
    ["10:00", opened()],
    ["10:10", { kind: "actionable" }],
    ["10:20", { kind: "withdrawn", reason: "a mistake" }],
    ["10:30", reopened],
  ]
  expect(told("acknowledge", lines)).toEqual(["cancelled 10:10-10:20"])
})
