import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { option } from "#workers/commands/command.ts"
import { messageOf, runSamples, type Tally } from "./samples.ts"
import { runSla } from "./sla.ts"

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
  if (existsSync(join(data, "samples/expected.json")))
    tallies.push(whole("samples/expected.json", () => runSamples(join(data, "samples"))))
  if (existsSync(join(data, "sla/cases.json")))
    tallies.push(whole("sla/cases.json", () => runSla(join(data, "sla/cases.json"))))
  for (const set of ["billing"])
    if (existsSync(join(data, set, "cases.json")))
      tallies.push(whole(`${set}/cases.json`, () => withoutEngine(set, join(data, set, "cases.json"))))
  if (tallies.length === 0) {
    console.error(
      `No cases in ${data}: neither samples/expected.json, sla/cases.json nor billing/cases.json.`,
    )
    return 2
  }
  for (const line of tallies.flatMap((tally) => tally.failures)) console.log(line)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  console.log(`${tallies.reduce((sum, tally) => sum + tally.passed, 0)} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}

/** A set that cannot be read at all is one failure; the other sets are run. */
function whole(set: string, run: () => Tally): Tally {
  try {
    return run()
  } catch (error) {
    return { passed: 0, failed: 1, failures: [`${set}: cannot be read: ${messageOf(error)}`] }
  }
}

/** Cases of an engine the product does not have count as failed, each of them; one line says so. */
function withoutEngine(set: string, file: string): Tally {
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: readonly unknown[] }
  const line = `${set}/cases.json: ${cases.length} cases, but the product has no ${set} engine`
  return { passed: 0, failed: cases.length, failures: [line] }
}

process.exitCode = main()
