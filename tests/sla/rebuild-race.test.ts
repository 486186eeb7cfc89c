import { eq, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { instant } from "#app/kernel/time.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { inTenant, type TenantTx } from "#db/tenant.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"

await testDatabase()

/** Until another transaction waits for a lock this one holds. */
async function somebodyWaits(t: TenantTx<"incidents.work">): Promise<void> {
  for (let waiting = 0; waiting === 0;) {
    const [row] = await t.sql.execute<{ n: number }>(sql`
      select count(*)::int as n from pg_locks l where not l.granted and pg_backend_pid() = any (pg_blocking_pids(l.pid))`)
    waiting = row?.n ?? 0
  }
}

test("2.9.1 a repair does not write over what happens to a record meanwhile", async () => {
  const desk = await clockDesk(instant("2026-03-02T09:00:00Z"))
  await desk.promises([["acknowledge", 2, 3600]])
  const incident = await desk.opens(2)
  const damaged = { elapsedSeconds: 7 }
  await inTenant(desk.client.scope("incidents.work"), (t) =>
    t.sql.update(slaClocks).set(damaged).where(eq(slaClocks.tenantId, desk.client.id)),
  )
  const repair = () => desk.act(desk.at(120), (t) => rebuildClocks(t, { limit: 10, repair: true }))
  const repaired = await desk.act(desk.at(60), async (t) => {
    await acknowledgeIncident(t, incident)
    const running = repair()
    await somebodyWaits(t)
    return { running }
  })
  await repaired.running
  expect(await desk.clocks()).toMatchObject([{ state: "met", elapsedSeconds: 60 }])
})
