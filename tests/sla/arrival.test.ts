import fc from "fast-check"
import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { happened } from "#app/domain/sla/record/happen.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { type Instant, instant, plusSeconds } from "#app/kernel/time.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { happening, wide } from "../support/random-history.ts"
import { ana, newTenant } from "../support/tenants.ts"

await testDatabase()
const start = instant("2026-03-02T09:00:00Z")

/** What happened, and when: several at each moment, of a kind one, for of two priorities the one set last holds. */
type Dated = { readonly what: Happening; readonly at: Instant }
const moments: readonly (readonly Dated[])[] = (() => {
  const groups = fc.sample(
    fc.record({
      whats: fc.uniqueArray(happening, { minLength: 2, maxLength: 5, selector: ({ kind }) => kind }),
      wait: fc.integer({ min: 0, max: 9000 }),
    }),
    { numRuns: 60, seed: 20_260_329 },
  )
  let at = plusSeconds(start, 1)
  return groups.map(({ whats, wait }) => {
    at = plusSeconds(at, wait + 1)
    return whats.map((what) => ({ what, at }))
  })
})()
const end = plusSeconds(moments.at(-1)?.[0]?.at ?? start, 3600)

/** Writes a history in the order of its arrival, each list in a transaction of its own; gives what is stored of the clocks. */
async function storedAfter(arrivals: readonly (readonly Dated[])[], now: (dated: Dated) => Instant) {
  const tenant = await newTenant()
  const scope = mintScope<"incidents.work" | "incidents.read">(tenant.id, ana)
  const [policyId, effectiveFrom] = [newId<"sla-policy">(), instant("2026-01-01T00:00:00Z")]
  await inTenant(tenant.scope("sla.manage"), (t) =>
    bindPolicy(t, { policyId, version: 1, name: "Wide", terms: wide, effectiveFrom }),
  )
  const incident = await inTenantAt(scope, start, (t) =>
    openIncident(t, { title: "Slow", severity: 2, discipline: "noc", acknowledged: false }),
  )
  for (const together of arrivals) {
    const [first] = together
    if (first)
      await inTenantAt(scope, now(first), async (t) => {
        for (const { what, at } of together) await happened(t, { incident }, [what], at)
      })
  }
  const rebuilt = await inTenantAt(scope, end, (t) => rebuildClocks(t, { limit: 10, repair: false }))
  expect(rebuilt.differences).toEqual([])
  const rows = await inTenant(scope, (t) =>
    t.sql
      .select()
      .from(slaClocks)
      .where(eq(slaClocks.tenantId, tenant.id))
      .orderBy(slaClocks.metric, slaClocks.cycle),
  )
  // One that another order had begun for a moment is left as cancelled; that the others are right, the rebuild says.
  const compared = rows
    .filter(({ state }) => state !== "cancelled")
    .map(({ tenantId: _tenant, id: _id, incidentId: _incident, policyId: _policy, ...clock }) => clock)
  return JSON.parse(JSON.stringify(compared)) as unknown[]
}

/** The same each time: a test that fails fails again. */
function shuffled<T>(of: readonly T[], salt: number): T[] {
  const keyed = of.map((value, i) => ({ value, key: Math.imul(i + 1, salt) % 1009 }))
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value)
}

test("simultaneous events give one answer in rows, in whatever order and transactions they arrive", async () => {
  const asIs = ({ at }: Dated) => at
  const together = await storedAfter(moments, asIs)
  expect(together.length).toBeGreaterThan(5)
  const reversed = moments.map((moment) => moment.toReversed())
  expect(await storedAfter(reversed, asIs)).toEqual(together)
  const oneByOne = moments.flatMap((moment) => shuffled(moment, 7919).map((dated) => [dated]))
  expect(await storedAfter(oneByOne, asIs)).toEqual(together)
}, 120_000)

test("what arrives late and out of order, at its own moment, is stored as if it had come in time", async () => {
  const few = moments.slice(0, 25)
  const inTime = await storedAfter(few, ({ at }) => at)
  const late = shuffled(few.flat(), 104_729).map((dated) => [dated])
  expect(await storedAfter(late, () => end)).toEqual(inTime)
}, 120_000)
