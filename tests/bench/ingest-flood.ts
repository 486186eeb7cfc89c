import postgres from "postgres"
import { laneOf } from "#app/domain/ingest/lane.ts"
import { loginUrl } from "#db/config.ts"
import {
  databaseNow,
  emptyInbox,
  fire,
  type Load,
  newSender,
  pause,
  type Processes,
  type Sender,
  visibleOf,
  waitingRows,
} from "./ingest-load.ts"
import type { BenchReport } from "./run.ts"

const calmClients = 10
/** Alerts a second of each calm client. */
const calmRate = 5
const limit = { ratePerSecond: 100, burst: 200 }

/**
 * Ten calm clients, first alone, then beside one that sends ten times its limit, then beside one without a limit that
 * sends as fast as it is answered, and at last beside a backlog of the noisy one that is `deep` rows long.
 */
export async function flood(bench: Processes, seconds: number, deep: number): Promise<BenchReport> {
  const calm: Sender[] = []
  for (let n = 0; n < calmClients; n++) calm.push(await newSender())
  const [limited, unlimited] = [await newSender(limit), await newSender()]
  const stop = await bench.startWorker()
  const beside = async (what: string, noise: () => Promise<unknown>) => {
    console.error(what)
    const loads = calm.map((sender): Load => ({ seconds, connections: 2, batch: 1, sender }))
    const since = await databaseNow(bench)
    await Promise.all([noise(), ...loads.map((load) => fire(bench, load, calmRate))])
    for (let left = 1; left > 0; left = await calmWaiting(bench, calm)) await pause(20)
    return visibleOf(bench, calm, since)
  }
  const noisy = (sender: Sender, rate: number | null) => () =>
    fire(bench, { seconds, connections: 64, batch: 1, sender }, rate)

  await beside("warming up", noisy(unlimited, 500))
  while ((await waitingRows(bench)) > 0) await pause(50)
  const alone = await beside("ten calm clients alone", () => Promise.resolve())
  let refused = 0
  const limitedFlood = await beside("one more at ten times its limit", async () => {
    refused = (await noisy(limited, 10 * limit.ratePerSecond)()).others
  })
  let taken = 0
  const openFlood = await beside("one more that sends as fast as it is answered", async () => {
    taken = (await noisy(unlimited, null)()).accepted / seconds
  })
  await emptyInbox(bench)
  await fillDeep(bench, unlimited, deep)
  const behind = await beside(`beside ${deep} waiting rows of one client`, () => Promise.resolve())
  const left = await waitingRows(bench, deep)
  await stop()
  await emptyInbox(bench)

  const within = (name: string, value: number, target: number) => ({
    ...{ name, value, target, atLeast: false, unit: "ms" },
  })
  return {
    figures: {
      "calm clients alone, p50": { value: alone.p50, unit: "ms" },
      "calm clients alone, p99": { value: alone.p99, unit: "ms" },
      "refused of the limited one": { value: refused, unit: "requests (429)" },
      "accepted of the one without a limit": { value: taken, unit: "alerts/s" },
      "beside it, p50": { value: openFlood.p50, unit: "ms" },
      "still waiting of the deep backlog": { value: left, unit: "rows" },
    },
    ratios: [
      within("others beside ten times the limit, p99", limitedFlood.p99, 100),
      within("others beside one that sends as fast as it is answered, p99", openFlood.p99, 100),
      within(`others beside ${deep} waiting rows, p99`, behind.p99, 5000),
      {
        ...{ name: "beside it / alone, p99", value: openFlood.p99 / Math.max(1, alone.p99) },
        ...{ target: 10, atLeast: false, unit: "x" },
      },
    ],
  }
}

async function calmWaiting({ reader }: Processes, calm: readonly Sender[]): Promise<number> {
  return reader.begin(async (tx) => {
    await tx`select set_config('app.tenants', ${`{${calm.map((s) => s.tenantId).join(",")}}`}, true)`
    const [row] = await tx<{ n: number }[]>`select count(*)::int as n from inbox`
    return row?.n ?? 0
  })
}

/** Rows of one client as an outage of the workers would have left them: written at once, past the door. */
async function fillDeep({ config }: Processes, sender: Sender, rows: number): Promise<void> {
  const receiver = postgres(loginUrl(config, "portal_ingest"), { max: 1, onnotice: () => {} })
  const { tenantId, sourceId } = sender
  await receiver.begin(async (tx) => {
    await tx`select set_config('app.tenants', ${`{${tenantId}}`}, true)`
    await tx`
      insert into inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, lane)
      select ${tenantId}, ('0190' || substr(md5(i::text), 5))::uuid, ${sourceId}, 'generic', now(), 'application/json', 'utf8',
        '{"key":"deep' || i % 5000 || '","title":"Disk almost full","severity":"low","rule":"deep"}', ${laneOf(tenantId)}
      from generate_series(1, ${rows}::int) i`
  })
  await receiver.end()
}
