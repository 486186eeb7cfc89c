import { type SQL, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { withProviderTenant } from "#app/auth/guards.server.ts"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { replayDeliveries } from "#app/domain/replay/replay-deliveries.server.ts"
import { setAside } from "#app/domain/replay/set-aside.server.ts"
import { dismissUnrouted } from "#app/domain/unrouted/dismiss.server.ts"
import { assignUnrouted } from "#app/http/assign-unrouted.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { instantNow } from "#app/kernel/time.ts"
import { inTenant } from "#db/tenant.ts"
import { pruneEarlyClearsJob } from "#workers/handlers/prune-early-clears.ts"
import { pruneEntitiesJob } from "#workers/handlers/prune-entities.ts"
import { pruneSettled } from "#workers/handlers/prune-settled.ts"
import type { RecurringJob } from "#workers/job.ts"
import { testDatabase } from "../support/database.ts"
import { diskAlert } from "../support/disk-alert.ts"
import { newFloor } from "../support/floor.ts"
import { admin, newSharedFloor } from "../support/shared-floor.ts"
import { ana, newTenant } from "../support/tenants.ts"
import { workerRows } from "../support/worker-rows.ts"

const { owner: _, ...config } = await testDatabase()
const look = workerRows(config)

const run = (job: RecurringJob) =>
  job.run({
    scopeOf: (tenantId) => mintScope(tenantId, { kind: "system", name: job.name }),
    stopping: new AbortController().signal,
  })
/** As the screens would write it. */
const rowsOf = (tenantId: TenantId) => (query: SQL) =>
  inTenant(mintScope(tenantId, ana), (t) => t.sql.execute<Record<string, unknown>>(query))
const among = (ids: readonly string[]) => sql`any (${`{${ids.join(",")}}`}::uuid[])`
const daysAgo = (days: number) =>
  instantNow()
    .subtract({ hours: days * 24 })
    .toString()

test("what was settled in quarantine is forgotten after 90 days; what waits for a person never is, nor the evidence", async () => {
  const floor = await newFloor()
  const db = rowsOf(floor.tenant.id)
  const year = Date.now() - 360 * 86_400_000
  const [long, lately, waiting, again] = await floor.send(["{1", "{2", "{3", "{4"], year)
  await floor.drain()
  await inTenant(floor.tenant.scope("sources.manage", "sources.read"), async (t) => {
    for (const id of [long!, lately!, again!]) await setAside(t, floor.sourceId, { id }, "junk")
  })
  await db(
    sql`update quarantine set settled_at = ${daysAgo(91)} where delivery_id = ${among([long!, again!])}`,
  )
  await db(sql`update quarantine set settled_at = ${daysAgo(89)} where delivery_id = ${lately!}`)
  // One that waits in the inbox to be read once more, whatever its place says.
  await db(sql`
    insert into inbox (tenant_id, id, source_id, adapter, received_at, body_encoding, body, is_replay)
    select tenant_id, id, source_id, adapter, received_at, body_encoding, body, true from deliveries where id = ${again!}`)
  await run(pruneSettled)
  const left = await db(sql`select delivery_id as id from quarantine where tenant_id = ${floor.tenant.id}`)
  expect(left.map(({ id }) => id as string).sort()).toEqual([lately!, waiting!, again!].sort())
  const [kept] = await db(sql`select count(*)::int as n from deliveries where tenant_id = ${floor.tenant.id}`)
  expect(kept).toEqual({ n: 4 })
  // What waits can still be replayed.
  const step = await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
    replayDeliveries(t, floor.sourceId, { kind: "one", delivery: waiting! }, null),
  )
  expect(step.count).toBe(1)
})

test("an unrouted event is forgotten 90 days after it was settled; one that waits, or was sent and not yet settled, never is", async () => {
  const [acme, floor] = [await newTenant(), await newSharedFloor()]
  const db = rowsOf(floor.tenantId)
  const titles = ["dismissed long ago", "dismissed lately", "assigned long ago", "waiting", "on its way"]
  await floor.send(titles.map((title) => ({ key: title, title, severity: "high", labels: {} })))
  await floor.drain()
  const idOf = new Map((await floor.waiting()).map((event) => [event.title, event.id]))
  const ids = (...names: string[]) => names.map((name) => idOf.get(name)!)
  await withProviderTenant(admin, ["unrouted.settle"], (t) =>
    dismissUnrouted(t, ids("dismissed long ago", "dismissed lately"), "none of ours"),
  )
  await assignUnrouted(admin, {
    ...{ ids: ids("assigned long ago"), sourceId: floor.sourceId, clientId: acme.id },
  })
  await db(sql`update unrouted_events set received_at = ${daysAgo(300)}`)
  await db(
    sql`update unrouted_events set settled_at = ${daysAgo(91)} where id = ${among(ids("dismissed long ago", "assigned long ago"))}`,
  )
  await db(
    sql`update unrouted_events set settled_at = ${daysAgo(89)} where id = ${among(ids("dismissed lately"))}`,
  )
  await db(sql`update unrouted_events set assigned_to = ${acme.id} where id = ${among(ids("on its way"))}`)
  await run(pruneSettled)
  const left = await db(sql`select title from unrouted_events`)
  expect(left.map(({ title }) => title as string).sort()).toEqual([
    "dismissed lately",
    "on its way",
    "waiting",
  ])
})

test("what an incident names is forgotten 90 days after it was last seen and the incident has ended", async () => {
  const floor = await newFloor()
  const db = rowsOf(floor.tenant.id)
  const named = (n: number) => ({
    ...{ key: `k-${n}`, title: `Login ${n}`, severity: "high", rule: `r-${n}` },
    observables: [{ type: "ip", value: `192.0.2.${n}` }],
  })
  await floor.send([1, 2, 3, 4].map(named))
  await floor.drain()
  const incidents = await db(sql`
    select incident_id as id, value from incident_entities where tenant_id = ${floor.tenant.id} and type = 'ip' order by value`)
  expect(incidents).toHaveLength(4)
  const [open, resolved, closed, recent] = incidents.map(({ id }) => id as string)
  await db(sql`update incident_entities set last_seen_at = ${daysAgo(91)} where incident_id <> ${recent!}`)
  await db(sql`update incidents set stage = 'resolved' where id = ${resolved!}`)
  await db(sql`update incidents set stage = 'closed' where id = ${among([closed!, recent!])}`)
  const left = async () =>
    (
      await db(
        sql`select distinct incident_id as id from incident_entities where tenant_id = ${floor.tenant.id}`,
      )
    )
      .map(({ id }) => id as string)
      .sort()
  // Somebody who works on one keeps the round from it, and is not kept waiting.
  await inTenant(mintScope(floor.tenant.id, ana), async (t) => {
    await t.sql.execute(sql`select from incidents where id = ${closed!} for update`)
    await run(pruneEntitiesJob)
  })
  expect(await left()).toEqual([open!, closed!, recent!].sort())
  await run(pruneEntitiesJob)
  expect(await left()).toEqual([open!, recent!].sort())
})

test("a clear of a problem nobody reported is forgotten a week after it; a younger one still ends its trigger", async () => {
  const floor = await newFloor()
  const db = rowsOf(floor.tenant.id)
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  await floor.send([diskAlert({ key: "old", status: "resolved", time: ago(30) })])
  await floor.drain()
  const aged = await look(
    [floor.tenant.id],
    (tx) => tx`update early_clears set occurred_at = now() - interval '7 days 1 minute' returning 1`,
  )
  expect(aged).toHaveLength(1)
  await floor.send([diskAlert({ key: "young", status: "resolved", time: ago(30) })])
  await floor.drain()
  await run(pruneEarlyClearsJob)
  const left = await look([floor.tenant.id], (tx) => tx`select 1 from early_clears`)
  expect(left).toHaveLength(1)
  await floor.send([diskAlert({ key: "young", time: ago(40) })])
  await floor.drain()
  expect(await db(sql`select condition from alerts where tenant_id = ${floor.tenant.id}`)).toEqual([
    { condition: "cleared" },
  ])
})
