import { rawBatchRate } from "./ingest-floor.ts"
import {
  databaseNow,
  endToEnd,
  fire,
  type Load,
  newSender,
  pause,
  type Processes,
  visibleOf,
  waitingRows,
} from "./ingest-load.ts"
import type { BenchReport } from "./run.ts"

/** The rate is found by a run flat out; this much of it is then held. */
const held = 0.85

/**
 * The end-to-end load held for minutes, long enough for checkpoints and vacuums to come and go: what rate stays without a
 * backlog, and how long alerts take to be visible meanwhile.
 */
export async function sustained(bench: Processes, minutes: number): Promise<BenchReport> {
  const raw = await rawBatchRate(bench.config, 5)
  const load: Load = { seconds: 20, connections: 64, batch: 1, sender: await newSender() }
  console.error("finding the rate")
  const found = await endToEnd(bench, [load], null)
  const rate = found.rate * held
  console.error(`holding ${Math.round(rate)} alerts/s for ${minutes} minutes`)
  const stop = await bench.startWorker()
  const since = await databaseNow(bench)
  let running = true
  let deepest = 0
  const watch = (async () => {
    for (let second = 0; running; second++) {
      const depth = await waitingRows(bench, 100_000)
      deepest = Math.max(deepest, depth)
      if (second % 60 === 0) console.error(`  minute ${second / 60}: ${depth} waiting`)
      await pause(1000)
    }
  })()
  const result = await fire(bench, { ...load, seconds: minutes * 60 }, rate)
  running = false
  await watch
  const left = await waitingRows(bench, 100_000)
  while ((await waitingRows(bench)) > 0) await pause(20)
  await stop()
  const { p50, p99 } = await visibleOf(bench, [load.sender], since)
  return {
    figures: {
      "raw batch insert": { value: raw, unit: "rows/s" },
      "end to end flat out, 20 s": { value: found.rate, unit: "alerts/s" },
      [`end to end, ${minutes} min`]: { value: result.accepted / result.seconds, unit: "alerts/s" },
      "answers that were no 202": { value: result.others, unit: "requests" },
      "deepest backlog": { value: deepest, unit: "rows" },
      "visible, p50": { value: p50, unit: "ms" },
    },
    ratios: [
      {
        ...{ name: "sustained / raw", value: (100 * result.accepted) / result.seconds / raw },
        ...{ target: 12, atLeast: true, unit: "%" },
      },
      { name: "backlog at the end", value: left / rate, target: 1, atLeast: false, unit: "s" },
      { name: "visible, p99", value: p99, target: 250, atLeast: false, unit: "ms" },
    ],
  }
}
