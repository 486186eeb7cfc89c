import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { option } from "#workers/commands/command.ts"
import { runSamples } from "./samples.ts"

/** A set of published cases: gives a line for each failure and how many passed. */
export type Tally = { readonly passed: number; readonly failures: readonly string[] }

/** `npm run conformance -- --data DIR`: the published cases found in DIR against the product's own code. */
function main(): number {
  const data = option(process.argv.slice(2), "data")
  if (!data || !existsSync(data)) {
    console.error(
      data ? `There is no folder ${data}.` : "Say where the cases are: npm run conformance -- --data DIR",
    )
    return 2
  }
  const tallies: Tally[] = []
  if (existsSync(join(data, "samples/expected.json"))) tallies.push(runSamples(join(data, "samples")))
  for (const set of ["sla", "billing"])
    if (existsSync(join(data, set, "cases.json")))
      tallies.push(withoutEngine(set, join(data, set, "cases.json")))
  if (tallies.length === 0) {
    console.error(
      `No cases in ${data}: neither samples/expected.json, sla/cases.json nor billing/cases.json.`,
    )
    return 2
  }
  const failures = tallies.flatMap((tally) => tally.failures)
  for (const line of failures) console.log(line)
  console.log(`${tallies.reduce((sum, tally) => sum + tally.passed, 0)} passed, ${failures.length} failed`)
  return failures.length > 0 ? 1 : 0
}

/** Cases of an engine the product does not have count as failed, each of them. */
function withoutEngine(set: string, file: string): Tally {
  const cases = casesOf(JSON.parse(readFileSync(file, "utf8")))
  return { passed: 0, failures: cases.map((name) => `${set}: ${name}: the product has no ${set} engine`) }
}

function casesOf(parsed: unknown): string[] {
  const list = Array.isArray(parsed)
    ? parsed
    : typeof parsed === "object" && parsed !== null && "cases" in parsed && Array.isArray(parsed.cases)
      ? parsed.cases
      : []
  return list.map((item: unknown, i) =>
    typeof item === "object" && item !== null && "name" in item ? String(item.name) : `case ${i + 1}`,
  )
}

process.exitCode = main()
