import { fork } from "node:child_process"
import { join } from "node:path"
import { projectRoot } from "#db/migrate.ts"
import { emptyInbox, end, fire, type Load, newSender, type Processes } from "./ingest-load.ts"
import { median } from "./median.ts"
import type { BenchReport } from "./run.ts"

const jobLibraries = ["graphile-worker", "pg-boss"] as const

/**
 * Durable accept of one alert a POST beside one job a POST on each job library, in turn on the same Postgres.
 *
 * @param folder where the libraries are installed: they are no dependency of the project
 */
export async function besideJobs(
  bench: Processes,
  seconds: number,
  rounds: number,
  folder: string,
): Promise<BenchReport> {
  const load: Load = { seconds, batch: 1, connections: 256, sender: await newSender() }
  const own = { rate: [] as number[], p99: [] as number[] }
  const theirs = jobLibraries.map((library) => ({ library, rate: [] as number[], p99: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    console.error(`round ${round + 1} of ${rounds}`)
    note(own, await fire(bench, load))
    await emptyInbox(bench)
    for (const each of theirs) note(each, await fireBeside(bench, load, each.library, folder))
  }
  return {
    figures: Object.fromEntries(
      [{ library: "accept", ...own }, ...theirs].flatMap(({ library, rate, p99 }) => [
        [`${library}, one a POST`, { value: median(rate), unit: "alerts/s" }],
        [`${library}, p99`, { value: median(p99), unit: "ms" }],
      ]),
    ),
    ratios: theirs.flatMap(({ library, rate, p99 }) => [
      {
        ...{ name: `accept / ${library}`, value: median(own.rate) / median(rate) },
        ...{ target: 8, atLeast: true, unit: "x" },
      },
      {
        ...{ name: `p99 / p99 of ${library}`, value: (100 * median(own.p99)) / median(p99) },
        ...{ target: 25, atLeast: false, unit: "%" },
      },
    ]),
  }
}

type Taken = { readonly rate: number[]; readonly p99: number[] }

function note(taken: Taken, { accepted, seconds, others, p99 }: Awaited<ReturnType<typeof fire>>): void {
  if (others > 0) console.error(`  ${others} answers were not 202`)
  taken.rate.push(accepted / seconds)
  taken.p99.push(p99)
}

/** The same load to a server that only stores: one of a job library's, or `bare group commit`. */
export async function fireBeside(bench: Processes, load: Load, kind: string, folder = "") {
  const port = bench.port + 1
  const server = fork(
    join(projectRoot(), "tests/bench/accept-server.ts"),
    [kind, bench.config.ownerUrl, String(port), folder],
    { stdio: ["ignore", "inherit", "inherit", "ipc"] },
  )
  await new Promise((resolve, reject) => {
    server.once("message", resolve)
    server.once("exit", (code) => reject(new Error(`The server "${kind}" ended with ${code}.`)))
  })
  const result = await fire({ ...bench, port }, load)
  await end(server)
  return result
}
