import { hasFlag } from "#workers/commands/command.ts"
import { ingest } from "./ingest.ts"
import { sla } from "./sla.ts"

/** A benchmark: measures beside its own floor in the same run. */
export type Bench = (args: readonly string[]) => Promise<BenchReport>

/** Figures with their unit, and ratios to the floor with the target each has to reach. */
export type BenchReport = {
  readonly figures: Readonly<Record<string, { readonly value: number; readonly unit: string }>>
  readonly ratios: readonly {
    readonly name: string
    readonly value: number
    readonly target: number
    readonly atLeast: boolean
    readonly unit: string
  }[]
}

const benches: Readonly<Record<string, Bench>> = { ingest, sla }

/** `npm run bench -- NAME [--json]` */
async function main(): Promise<void> {
  const [name = "", ...args] = process.argv.slice(2)
  const bench = benches[name]
  if (!bench)
    throw new Error(`There is no benchmark "${name}". There are: ${Object.keys(benches).join(", ")}.`)
  const report = await bench(args)
  console.log(hasFlag(args, "json") ? JSON.stringify(report, null, 2) : text(report))
}

function text({ figures, ratios }: BenchReport): string {
  const width = Math.max(
    ...[...Object.keys(figures), ...ratios.map((ratio) => ratio.name)].map((name) => name.length),
  )
  const lines = Object.entries(figures).map(
    ([name, { value, unit }]) => `  ${name.padEnd(width)}  ${format(value)} ${unit}`,
  )
  const judged = ratios.map(({ name, value, target, atLeast, unit }) => {
    const met = atLeast ? value >= target : value <= target
    return `  ${name.padEnd(width)}  ${format(value)} ${unit}  (target ${atLeast ? "≥" : "≤"} ${target} ${unit}: ${met ? "met" : "missed"})`
  })
  return ["", "Measured", ...lines, "", "Against the floor", ...judged, ""].join("\n")
}

const format = (value: number) =>
  (value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value < 10 ? 2 : 1)).padStart(10)

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
