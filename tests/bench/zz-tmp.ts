import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import postgres from "postgres"
import { configureDatabase } from "#db/config.ts"
import { startEmbedded } from "#db/embedded.ts"
import { migrateDatabase } from "#db/migrate.ts"
import { closePools, poolOf } from "#db/pool.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { fillRunning, fillTenants, pastTheWalls } from "./sla-fill.ts"
const folder = mkdtempSync(join(tmpdir(), "watchfloor-bench-"))
const database = await startEmbedded(folder)
const config = { ownerUrl: database.ownerUrl, secretKey: "bench-secret-bench-secret-bench-secret" }
configureDatabase(config)
await migrateDatabase(config)
const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
await fillTenants(owner, 100)
await fillRunning(owner, 200_000)
async function medianOf(runs: number, work: () => Promise<unknown>) {
  const taken: number[] = []
  for (let i = 0; i < runs; i++) {
    const f = performance.now()
    await work()
    taken.push(performance.now() - f)
  }
  return taken.sort((a, b) => a - b)[Math.floor(runs / 2)]
}
const sweep = new Sweep()
await sweep.run()
const pool = poolOf("portal_worker", "sla")
for (let k = 0; k < 3; k++) {
  console.log(
    "owner floor",
    await medianOf(
      200,
      () => owner`select 1 from sla_clocks where state = 'running' and due_at < now() limit 1`,
    ),
  )
  console.log(
    "sla select 1",
    await medianOf(200, () => pool.client.unsafe("select 1", [], { prepare: true })),
  )
  console.log("sweep", await medianOf(200, () => sweep.run()))
}
console.log(
  (
    await pool.client.unsafe(
      "select generic_plans, custom_plans, left(statement, 40) as s from pg_prepared_statements",
    )
  )
    .map((r) => JSON.stringify(r))
    .join("\n"),
)
const burst = 50000
await pastTheWalls(owner, ["sla_clocks"], () =>
  owner.unsafe(`update sla_clocks set due_at = now() - interval '1 second'
      where (tenant_id, id) in (select tenant_id, id from sla_clocks limit ${burst})`),
)
if (process.argv[2]) {
  const txt = `with found as materialized (
      select tenant_id, id, due_at as at, 'due_passed' as cause
      from sla_clocks where state = 'running' and breached_at is null and due_at >= now() - interval '60 seconds' and due_at < now()
      order by due_at fetch first 20000 rows with ties
    ),
    noted as (
      insert into sla_clock_events (tenant_id, clock_id, kind, at, cause, ordinal, actor, recorded_at)
      select tenant_id, id, 'breached', at, cause, 0, '{"kind":"system","name":"sla sweep"}'::jsonb, now() from found
      on conflict do nothing
    )
    select count(*)::int as clocks, max(at)::text as last from found`
  for (const r of await pool.client.unsafe("explain (analyze, buffers) " + txt)) console.log(r["QUERY PLAN"])
} else {
  const f = performance.now()
  await sweep.run()
  console.log("fired/s", (burst / (performance.now() - f)) * 1000)
}
await owner.end()
await closePools()
await database.stop()
rmSync(folder, { recursive: true, force: true })
