import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, expect, test, vi } from "vitest"

// Each test starts the program, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** Runs the program on a folder with these files. */
function conformance(files: Readonly<Record<string, unknown>> | null) {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"))
  folders.push(folder)
  for (const [name, content] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content))
  }
  const program = new URL("run.ts", import.meta.url).pathname
  const args = files ? ["--data", folder] : []
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" })
  return { status, lines: stdout.trim().split("\n"), stderr }
}

const disk = { title: "Disk full", severity: "high" }

test("cases that all pass", () => {
  const run = conformance({
    "samples/generic/disk.json": disk,
    "samples/expected.json": { "generic/disk.json": { severity: "high", alerts: 1 } },
  })
  expect(run).toMatchObject({ status: 0, lines: ["1 passed, 0 failed"] })
})

test("a line for each failure, an engine that is missing in one line, and all of it counted", () => {
  const run = conformance({
    "samples/generic/disk.json": disk,
    "samples/generic/cut.json": "{",
    "samples/expected.json": {
      "generic/disk.json": { severity: "low", asset: "db-1" },
      "generic/cut.json": {},
      "abacus/x.json": {},
    },
    "billing/cases.json": { cases: [{}, {}] },
  })
  expect(run.status).toBe(1)
  expect(run.lines).toEqual([
    'generic/disk.json: severity expected "low" got "high"; asset expected "db-1" got null',
    expect.stringMatching(/^generic\/cut\.json: threw not valid JSON/),
    "abacus/x.json: there is no adapter for this source",
    "billing/cases.json: 2 cases, but the product has no billing engine",
    "0 passed, 5 failed",
  ])
})

const desk = { time_zone: "Europe/London", weekly: { fri: [["09:00", "17:00"]] } }
const friday = { kind: "deadline", calendar: desk, start: "2026-03-27T16:30:00Z", target_seconds: 1800 }

test("business hours go through the engine, to the second; what it cannot read is a failure", () => {
  const run = conformance({
    "sla/cases.json": {
      cases: [
        { id: "closing", ...friday, expect: { deadline: "2026-03-27T17:00:00Z" } },
        { id: "late", ...friday, expect: { deadline: "2026-03-27T17:00:01Z" } },
        { id: "odd", kind: "phase_of_moon", expect: { instant: "2026-03-27T17:00:00Z" } },
      ],
    },
  })
  expect(run.status).toBe(1)
  expect(run.lines).toEqual([
    'sla late: deadline expected "2026-03-27T17:00:01Z" got "2026-03-27T17:00:00Z"',
    expect.stringMatching(/^sla odd: threw/),
    "1 passed, 2 failed",
  ])
})

test("one case or one file that cannot be read fails alone, by its name, and the rest is run", () => {
  const { id: _, ...nameless } = { id: "", ...friday, expect: { deadline: "2026-03-27T17:00:00Z" } }
  const run = conformance({
    "samples/expected.json": "{",
    "samples/generic/disk.json": disk,
    "sla/cases.json": {
      cases: [
        nameless,
        { ...nameless, start: "yesterday" },
        { id: "mute", ...friday },
        null,
        {
          id: "closed",
          ...friday,
          calendar: { time_zone: "Mars/Olympus", weekly: {} },
          expect: { deadline: null },
        },
      ],
    },
    "billing/cases.json": [],
  })
  expect(run.status).toBe(1)
  expect(run.lines).toEqual([
    expect.stringMatching(/^samples\/expected\.json: cannot be read: /),
    expect.stringMatching(/^sla case 2: threw .*yesterday is no moment/),
    expect.stringMatching(/^sla mute: threw .*expect/),
    expect.stringMatching(/^sla case 4: threw /),
    expect.stringMatching(/^sla closed: threw .*There is no time zone Mars\/Olympus/),
    expect.stringMatching(/^billing\/cases\.json: cannot be read: /),
    "1 passed, 6 failed",
  ])
})

test("what the schema leaves open is taken as meant: fields left out, moments otherwise written, periods of no length", () => {
  const weekly = { ...desk.weekly, fri: [...desk.weekly.fri, ["18:00", "18:00"]] }
  const run = conformance({
    "sla/cases.json": {
      schema: "sla-cases/2",
      cases: [
        {
          ...{
            note: "an unknown field",
            expect: { deadline: "2026-03-27T18:00:00.000+01:00" },
            target_seconds: 1800,
          },
          ...{ start: "2026-03-27T16:30:00.000Z", kind: "deadline", id: "otherwise" },
          calendar: { ...desk, weekly, holidays: null, overrides: { "2026-04-03": [] }, more: 1 },
        },
        {
          ...{
            id: "untold",
            kind: "clock_trace",
            calendar: desk,
            start: friday.start,
            initial_state: "paused",
          },
          ...{ observe_at: null, target_seconds: 60, expect: { deadline: null } },
        },
      ],
    },
  })
  expect(run).toMatchObject({ status: 0, lines: ["2 passed, 0 failed"] })
})

test.each([
  ["no folder named", null, /Say where the cases are/],
  ["an empty folder", {}, /No cases in/],
])("%s is an error of its own", (_name, files, message) => {
  const run = conformance(files)
  expect(run.status).toBe(2)
  expect(run.stderr).toMatch(message)
})
