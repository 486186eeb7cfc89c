import { resolve } from "node:path"
import { hasFlag, option } from "#workers/commands/command.ts"
import { onBenchDatabase, optionNumber } from "./bench-database.ts"
import { flood } from "./ingest-flood.ts"
import { rawBatchRate } from "./ingest-floor.ts"
import { besideJobs, fireBeside } from "./ingest-beside.ts"
import { acceptRate, emptyInbox, endToEnd, type Load, newSender, type Processes } from "./ingest-load.ts"
import { stored } from "./ingest-stored.ts"
import { sustained } from "./ingest-sustained.ts"
import { median } from "./median.ts"
import type { BenchReport } from "./run.ts"

/**
 * The ingest path beside the raw batch insert of the same rows into the same Postgres: durable accept (arrays of 50, one a
 * POST, that also beside a server that only commits in groups), end to end to the queue, and how long an alert takes to be
 * visible at half the end-to-end rate and flat out.
 *
 * Options: `--seconds N` for each measurement (5), `--rounds N` interleaved, medians are reported (3). Other scenarios:
 * `--minutes N` holds the end-to-end load so long, `--flood` lets one client flood (`--deep N` rows of backlog), `--stored N`
 * compares with N alerts stored, `--jobs FOLDER` compares with job libraries installed there
 * (`npm install --prefix FOLDER graphile-worker pg-boss`).
 */
export async function ingest(args: readonly string[]): Promise<BenchReport> {
  const seconds = optionNumber(args, "seconds", 5)
  const rounds = optionNumber(args, "rounds", 3)
  const jobs = option(args, "jobs")
  return onBenchDatabase((bench) => {
    if (jobs) return besideJobs(bench, seconds, rounds, resolve(jobs))
    if (hasFlag(args, "flood")) return flood(bench, seconds, optionNumber(args, "deep", 1_000_000))
    if (option(args, "stored")) return stored(bench, seconds, optionNumber(args, "stored", 0))
    if (option(args, "minutes")) return sustained(bench, optionNumber(args, "minutes", 10))
    return targets(bench, seconds, rounds)
  })
}

/** Clients that send at once where many do. */
const crowdSize = 16

async function targets(bench: Processes, seconds: number, rounds: number): Promise<BenchReport> {
  const taken = {
    ...{
      raw: [] as number[],
      arrays: [] as number[],
      single: [] as number[],
      bare: [] as number[],
      whole: [] as number[],
    },
    ...{
      packed: [] as number[],
      many: [] as number[],
      p50: [] as number[],
      p99: [] as number[],
      flat: [] as number[],
    },
  }
  const sender = await newSender()
  const crowd = await Promise.all(Array.from({ length: crowdSize }, () => newSender()))
  for (let round = 0; round < rounds; round++) {
    const say = (what: string) => console.error(`round ${round + 1} of ${rounds}: ${what}`)
    const load = (batch: number): Load => ({ seconds, batch, connections: batch > 1 ? 16 : 256, sender })
    say("raw batch insert, the floor")
    taken.raw.push(await rawBatchRate(bench.config, seconds))
    say("arrays of 50, accepted durably")
    taken.arrays.push(await acceptRate(bench, load(50)))
    await emptyInbox(bench)
    say("one alert a POST, accepted durably")
    taken.single.push(await acceptRate(bench, load(1)))
    await emptyInbox(bench)
    say("one alert a POST, a bare group-commit server")
    const bare = await fireBeside(bench, load(1), "bare group commit")
    taken.bare.push(bare.accepted / bare.seconds)
    say("end to end, flat out")
    const flat = await endToEnd(bench, [load(1)], null)
    taken.whole.push(flat.rate)
    taken.flat.push(flat.p99)
    say(`end to end, flat out, ${crowdSize} clients`)
    const together = crowd.map((each): Load => ({ ...load(1), connections: 16, sender: each }))
    taken.many.push((await endToEnd(bench, together, null)).rate)
    say("end to end, arrays of 50")
    // So much is accepted in a second that the rest of the time goes by in working it off.
    const arrays = { ...load(50), seconds: seconds / 5, fresh: true }
    taken.packed.push((await endToEnd(bench, [arrays], null)).rate)
    say("visible, at half of what one client reaches")
    const half = await endToEnd(bench, [load(1)], flat.rate / 2)
    taken.p50.push(half.p50)
    taken.p99.push(half.p99)
  }
  const raw = median(taken.raw)
  const share = (name: string, values: readonly number[], target: number) => ({
    ...{ name, value: (100 * median(values)) / raw, target, atLeast: true, unit: "%" },
  })
  const within = (name: string, values: readonly number[], target: number) => ({
    ...{ name, value: median(values), target, atLeast: false, unit: "ms" },
  })
  return {
    figures: {
      "raw batch insert": { value: raw, unit: "rows/s" },
      "accept, arrays of 50": { value: median(taken.arrays), unit: "alerts/s" },
      "accept, one a POST": { value: median(taken.single), unit: "alerts/s" },
      "bare group commit, one a POST": { value: median(taken.bare), unit: "alerts/s" },
      "end to end, one client": { value: median(taken.whole), unit: "alerts/s" },
      [`end to end, ${crowdSize} clients`]: { value: median(taken.many), unit: "alerts/s" },
      "end to end, arrays of 50": { value: median(taken.packed), unit: "alerts/s" },
      "visible at half rate, p50": { value: median(taken.p50), unit: "ms" },
    },
    ratios: [
      share("arrays of 50 / raw", taken.arrays, 60),
      share("one a POST / raw", taken.single, 25),
      {
        ...{
          name: "one a POST / bare group commit",
          value: (100 * median(taken.single)) / median(taken.bare),
        },
        ...{ target: 60, atLeast: true, unit: "%" },
      },
      share("end to end, one client / raw", taken.whole, 12),
      share(`end to end, ${crowdSize} clients / raw`, taken.many, 12),
      share("end to end, arrays of 50 / raw", taken.packed, 12),
      within("visible at half rate, p99", taken.p99, 50),
      within("visible flat out, p99", taken.flat, 250),
    ],
  }
}
