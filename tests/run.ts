import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs"
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
    env: withBin(env),
  })
  return result.status ?? 1
}

const withBin = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${bin}${delimiter}${process.env["PATH"]}`,
  ...env,
})

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

function vitest(project: string): Tally {
  heading(`${project} tests`)
  return vitestTally(project, run("vitest", vitestArgs(project)))
}

const reportOf = (name: string) => join(reports, `${name}.json`)

function vitestArgs(...projects: readonly string[]): string[] {
  const said = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportOf(projects.join("+"))}`]
  return ["run", ...projects.flatMap((project) => ["--project", project]), ...said]
}

function vitestTally(name: string, code: number): Tally {
  const report = parse(reportOf(name))
  failures.push(...vitestFailures(report))
  return ofRunner(readVitest(report), code)
}

/** Starts the tests of some projects on one processor; what they say is shown once they are waited for. */
function startVitest(...projects: readonly string[]): () => Promise<Tally> {
  const name = projects.join("+")
  const log = join(reports, `${name}.log`)
  const file = openSync(log, "w")
  const child = spawn(join(bin, "vitest"), [...vitestArgs(...projects), "--maxWorkers=1"], {
    ...{ cwd: root, stdio: ["ignore", file, file] },
    env: withBin({}),
  })
  const code = new Promise<number>((resolve) => {
    child.once("exit", (exit) => resolve(exit ?? 1))
    child.once("error", () => resolve(1))
  })
  return async () => {
    const exit = await code
    heading(`${projects.join(" and ")} tests`)
    console.log(readFileSync(log, "utf8"))
    return vitestTally(name, exit)
  }
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
  () => check("build of the application", "react-router", ["build"]),
  () => check("build of the command", "vite", ["build", "--config", "vite.portal.config.ts"]),
  () => vitest("database"),
]

let sum = nothing
for (const step of steps) sum = add(sum, step())
// A browser waits much of its time: the tests of records and of pure code fit in beside it.
const beside = startVitest("unit", "records")
sum = add(sum, playwright())
sum = add(sum, await beside())
rmSync(reports, { recursive: true, force: true })
process.exitCode = sum.failed > 0 ? 1 : 0
if (failures.length > 0) heading("what failed")
for (const { where, why } of failures) console.log(`✗ ${where}\n${why}\n`)
console.log(`\n${line(sum)}`)
