import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { projectRoot } from "#db/migrate.ts"
import { type Failure, failure, playwrightFailures, vitestFailures } from "./failures.ts"
import { add, line, nothing, ofExit, ofRunner, readPlaywright, readVitest, type Tally } from "./tally.ts"

/**
 * `npm test`: every check and every test, all of them even after a failure. What failed is said again at the end; the last
 * line is the sum.
 */
const root = projectRoot()
const reports = mkdtempSync(join(tmpdir(), "watchfloor-reports-"))
const bin = join(root, "node_modules/.bin")

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const result = spawnSync(join(bin, command), [...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}`, ...env },
  })
  return result.status ?? 1
}

function heading(name: string): void {
  console.log(`\n── ${name} ${"─".repeat(Math.max(3, 70 - name.length))}`)
}

const failures: Failure[] = []

function check(name: string, command: string, args: readonly string[]): Tally {
  heading(name)
  const code = run(command, args)
  if (code !== 0) failures.push(failure(name))
  return ofExit(code)
}

function vitest(...projects: readonly string[]): Tally {
  heading(`${projects.join(" and ")} tests`)
  const report = join(reports, `${projects.join("-")}.json`)
  const code = run("vitest", [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ])
  failures.push(...vitestFailures(parse(report)))
  return ofRunner(readVitest(parse(report)), code)
}

function playwright(): Tally {
  heading("tests in a browser")
  const report = join(reports, "e2e.json")
  const code = run("playwright", ["test", "--reporter=list,json"], { PLAYWRIGHT_JSON_OUTPUT_NAME: report })
  failures.push(...playwrightFailures(parse(report)))
  return ofRunner(readPlaywright(parse(report)), code)
}

function parse(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null
}

const steps: readonly (() => Tally)[] = [
  () => check("format", "oxfmt", ["--check"]),
  () => check("lint", "oxlint", ["--type-aware", "--deny-warnings"]),
  () =>
    check("imports", "depcruise", [
      "--config",
      ".dependency-cruiser.cjs",
      "app",
      "db",
      "workers",
      "emails",
      "portal.ts",
    ]),
  () => check("route types", "react-router", ["typegen"]),
  () => check("types", "tsc", ["--noEmit", "-p", "."]),
  () => vitest("unit"),
  () => check("build of the application", "react-router", ["build"]),
  () => check("build of the command", "vite", ["build", "--config", "vite.portal.config.ts"]),
  () => vitest("database", "records"),
  playwright,
]

let sum = nothing
for (const step of steps) sum = add(sum, step())
rmSync(reports, { recursive: true, force: true })
process.exitCode = sum.failed > 0 ? 1 : 0
if (failures.length > 0) heading("what failed")
for (const { where, why } of failures) console.log(`✗ ${where}\n${why}\n`)
console.log(`\n${line(sum)}`)
