import { acceptRate, emptyInbox, endToEnd, type Load, newSender, type Processes } from "./ingest-load.ts"
import type { BenchReport } from "./run.ts"

const clients = 1000
const chunk = 100_000
/** One in so many is open. */
const openEvery = 25

/** Accept and end-to-end rate on an empty database, and again with so many alerts stored. */
export async function stored(bench: Processes, seconds: number, rows: number): Promise<BenchReport> {
  const sender = await newSender()
  const load: Load = { seconds, connections: 256, batch: 1, sender }
  const measure = async (what: string) => {
    console.error(`${what}: accept`)
    const accept = await acceptRate(bench, load)
    await emptyInbox(bench)
    console.error(`${what}: end to end`)
    return { accept, whole: (await endToEnd(bench, [load], null)).rate }
  }
  await measure("warming up")
  const empty = await measure("empty")
  const began = performance.now()
  await fill(bench, rows)
  console.error(`filled in ${Math.round((performance.now() - began) / 1000)} s`)
  const full = await measure(`with ${rows} alerts`)
  const share = (name: string, value: number, of: number) => ({
    ...{ name, value: (100 * value) / of, target: 85, atLeast: true, unit: "%" },
  })
  return {
    figures: {
      "accept, empty": { value: empty.accept, unit: "alerts/s" },
      "end to end, empty": { value: empty.whole, unit: "alerts/s" },
      [`accept, ${rows} stored`]: { value: full.accept, unit: "alerts/s" },
      [`end to end, ${rows} stored`]: { value: full.whole, unit: "alerts/s" },
    },
    ratios: [
      share("accept, stored / empty", full.accept, empty.accept),
      share("end to end, stored / empty", full.whole, empty.whole),
    ],
  }
}

/** Alerts of many clients over half a year, most of them closed, written past the walls: the owner's own tables. */
async function fill({ owner }: Processes, rows: number): Promise<void> {
  await owner`alter table alerts no force row level security`
  for (let done = 0; done < rows; done += chunk) {
    await owner`
      insert into alerts (tenant_id, id, source_id, fingerprint, is_latest, group_key, discipline, severity, state, condition, title,
        category, observables, techniques, labels, flags, first_seen_at, last_seen_at, count, closed_at, disposition, due_at, updated_at, rule, asset)
      select md5('client ' || i % ${clients})::uuid, ('0190' || substr(md5(i::text), 5))::uuid, md5('source ' || i % ${clients})::uuid,
        md5('fingerprint ' || i), true, md5('group ' || i % 50000), 'noc', 1 + i % 5,
        case when i % ${openEvery} = 0 then 'new' else 'closed' end, 'firing', 'Disk almost full on host ' || i % 9999, 'capacity',
        '[]', '{}', '{"team": "storage"}', '{}', at, at, 1 + i % 9, case when i % ${openEvery} = 0 then null else at end,
        case when i % ${openEvery} = 0 then null else 'auto_cleared' end,
        case when i % ${openEvery} = 0 then at + interval '1 hour' else 'infinity' end, at, 'disk-' || i % 50, 'host-' || i % 9999
      from (select i, now() - make_interval(mins => (i % 260000)::int) as at from generate_series(${done}::int, ${Math.min(rows, done + chunk) - 1}::int) i) x`
    if ((done / chunk) % 10 === 0) console.error(`  ${done} alerts`)
  }
  await owner`alter table alerts force row level security`
  await owner.unsafe("vacuum analyze alerts")
}
