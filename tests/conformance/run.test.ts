import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, expect, test } from "vitest"

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

test.each([
  ["no folder named", null, /Say where the cases are/],
  ["an empty folder", {}, /No cases in/],
])("%s is an error of its own", (_name, files, message) => {
  const run = conformance(files)
  expect(run.status).toBe(2)
  expect(run.stderr).toMatch(message)
})
