import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import postgres from "postgres"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { configureDatabase } from "#db/config.ts"
import { startEmbedded } from "#db/embedded.ts"
import { migrateDatabase } from "#db/migrate.ts"
import { closePools } from "#db/pool.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import { option } from "#workers/commands/command.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import type { BenchReport } from "./run.ts"
import { fillMonth, fillRunning, fillTenants, pastTheWalls } from "./sla-fill.ts"

const idleRuns = 200

/**
 * The sweep of deadlines and the rebuild of a month, each beside the bare statement that does the least of the same.
 *
 * Options: `--clocks N` that run (200,000), `--burst N` of them due at once (50,000), `--tenants N` (1,000), `--records N`
 * of each in the month (20).
 */
export async function sla(args: readonly string[]): Promise<BenchReport> {
  const of = (name: string, otherwise: number) => Number(option(args, name) ?? otherwise)
  const [clocks, burst, tenants, records] = [
    of("clocks", 200_000),
    of("burst", 50_000),
    of("tenants", 1000),
    of("records", 20),
  ]
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-bench-"))
  const database = await startEmbedded(folder)
  const config = { ownerUrl: database.ownerUrl, secretKey: "bench-secret-bench-secret-bench-secret" }
  configureDatabase(config)
  await migrateDatabase(config)
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await fillTenants(owner, tenants)
    await fillRunning(owner, clocks)
    const sweep = new Sweep()
    await sweep.run()
    const idleFloor = await medianOf(
      idleRuns,
      () => owner`select 1 from sla_clocks where state = 'running' and due_at < now() limit 1`,
    )
    const idle = await medianOf(idleRuns, () => sweep.run())
    const burstFloor = await bareBurst(owner, burst)
    await makeDue(owner, burst)
    const fired = await secondsOf(() => sweep.run())
    await fillMonth(owner, records)
    let read = 0
    await pastTheWalls(owner, ["sla_events"], async () => {
      read = await secondsOf(() => owner`select count(*), sum(length(data::text)) from sla_events`)
    })
    const rebuilt = await secondsOf(rebuildAll)
    const events = tenants * records * 6
    return {
      figures: {
        "idle tick, bare statement": { value: idleFloor, unit: "ms" },
        "idle tick, whole sweep": { value: idle, unit: "ms" },
        "idle tick / bare statement": { value: idle / idleFloor, unit: "times" },
        "burst, bare update": { value: burst / burstFloor, unit: "clocks/s" },
        "burst, noted in the trail": { value: burst / fired, unit: "clocks/s" },
        "month, reading the events": { value: events / read, unit: "events/s" },
        "month, worked out again": { value: events / rebuilt, unit: "events/s" },
        [`month of ${tenants} tenants, ${tenants * records} records`]: { value: rebuilt, unit: "s" },
      },
      ratios: [
        { name: "idle tick", value: idle, target: 1, atLeast: false, unit: "ms" },
        { name: "fired", value: burst / fired, target: 50_000, atLeast: true, unit: "clocks/s" },
        {
          name: "fired / bare update",
          value: (100 * burstFloor) / fired,
          target: 25,
          atLeast: true,
          unit: "%",
        },
      ],
    }
  } finally {
    await owner.end()
    await closePools()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The least an update of so many rows of the same table takes: no trail, no notices, no lock that is skipped. */
async function bareBurst(owner: postgres.Sql, burst: number): Promise<number> {
  await owner.unsafe("create table bare as select * from sla_clocks limit 0")
  await pastTheWalls(owner, ["sla_clocks"], () =>
    owner.unsafe(`insert into bare select * from sla_clocks limit ${burst}`),
  )
  await owner.unsafe("create index on bare (due_at)")
  const seconds = await secondsOf(() => owner.unsafe("update bare set breached_at = due_at"))
  await owner.unsafe("drop table bare")
  return seconds
}

function makeDue(owner: postgres.Sql, burst: number): Promise<void> {
  return pastTheWalls(owner, ["sla_clocks"], () =>
    owner.unsafe(`update sla_clocks set due_at = now() - interval '1 second'
      where (tenant_id, id) in (select tenant_id, id from sla_clocks limit ${burst})`),
  )
}

async function rebuildAll(): Promise<void> {
  for (const tenantId of await listTenants())
    await inTenant(mintScope<"incidents.work">(tenantId, { kind: "system", name: "bench" }), (t) =>
      rebuildClocks(t, { limit: 10_000, repair: false }),
    )
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

async function medianOf(runs: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let i = 0; i < runs; i++) taken.push((await secondsOf(work)) * 1000)
  return taken.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
}
