import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { option } from "#workers/commands/command.ts"
import { configureDatabase } from "#db/config.ts"
import { startEmbedded } from "#db/embedded.ts"
import { migrateDatabase } from "#db/migrate.ts"
import { closePools } from "#db/pool.ts"
import { acceptRate, endToEnd, type Load, startProcesses } from "./ingest-load.ts"
import { rawBatchRate } from "./ingest-floor.ts"
import type { BenchReport } from "./run.ts"

/**
 * The ingest path beside the raw batch insert of the same rows into the same Postgres: durable accept (arrays of 50, one a
 * POST), end to end to the queue, and how long an alert takes to be visible at half the end-to-end rate.
 *
 * Options: `--seconds N` for each measurement (5), `--rounds N` interleaved, medians are reported (3).
 */
export async function ingest(args: readonly string[]): Promise<BenchReport> {
  const seconds = Number(option(args, "seconds") ?? 5)
  const rounds = Number(option(args, "rounds") ?? 3)
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-bench-"))
  const postgres = await startEmbedded(folder)
  const config = { ownerUrl: postgres.ownerUrl, secretKey: "bench-secret-bench-secret-bench-secret" }
  configureDatabase(config)
  await migrateDatabase(config)
  const processes = await startProcesses(config)
  try {
    const taken = {
      raw: [] as number[],
      arrays: [] as number[],
      single: [] as number[],
      whole: [] as number[],
      p50: [] as number[],
      p99: [] as number[],
    }
    for (let round = 0; round < rounds; round++) {
      const say = (what: string) => console.error(`round ${round + 1} of ${rounds}: ${what}`)
      say("raw batch insert, the floor")
      taken.raw.push(await rawBatchRate(config, seconds))
      const load = (batch: number): Load => ({
        seconds,
        batch,
        connections: batch > 1 ? 16 : 256,
        port: processes.port,
        token: processes.token,
      })
      say("arrays of 50, accepted durably")
      taken.arrays.push(await acceptRate(load(50)))
      await processes.emptyInbox()
      say("one alert a POST, accepted durably")
      taken.single.push(await acceptRate(load(1)))
      await processes.emptyInbox()
      say("end to end, flat out")
      const flat = await endToEnd(processes, load(1), null)
      taken.whole.push(flat.rate)
      say("visible, at half of that")
      const half = await endToEnd(processes, load(1), flat.rate / 2)
      taken.p50.push(half.p50)
      taken.p99.push(half.p99)
    }
    const raw = median(taken.raw)
    return {
      figures: {
        "raw batch insert": { value: raw, unit: "rows/s" },
        "accept, arrays of 50": { value: median(taken.arrays), unit: "alerts/s" },
        "accept, one a POST": { value: median(taken.single), unit: "alerts/s" },
        "end to end": { value: median(taken.whole), unit: "alerts/s" },
        "visible at half rate, p50": { value: median(taken.p50), unit: "ms" },
      },
      ratios: [
        {
          name: "arrays of 50 / raw",
          value: (100 * median(taken.arrays)) / raw,
          target: 60,
          atLeast: true,
          unit: "%",
        },
        {
          name: "one a POST / raw",
          value: (100 * median(taken.single)) / raw,
          target: 25,
          atLeast: true,
          unit: "%",
        },
        {
          name: "end to end / raw",
          value: (100 * median(taken.whole)) / raw,
          target: 12,
          atLeast: true,
          unit: "%",
        },
        {
          name: "visible at half rate, p99",
          value: median(taken.p99),
          target: 50,
          atLeast: false,
          unit: "ms",
        },
      ],
    }
  } finally {
    await processes.stop()
    await closePools()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
