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
    "sla/cases.json": { cases: [{}, {}] },
  })
  expect(run.status).toBe(1)
  expect(run.lines).toEqual([
    'generic/disk.json: severity expected "low" got "high"; asset expected "db-1" got null',
    expect.stringMatching(/^generic\/cut\.json: threw not valid JSON/),
    "abacus/x.json: there is no adapter for this source",
    "sla/cases.json: 2 cases, but the product has no sla engine",
    "0 passed, 5 failed",
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
