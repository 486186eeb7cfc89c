import { expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { compare } from "#app/domain/sla/past/attained.ts"
import { staffingOf } from "#app/domain/sla/past/staffing.ts"
import { addTallies } from "#app/domain/sla/past/tally.ts"
import { tryPolicy, type TrialPart, type TrialPlace } from "#app/domain/sla/past/try-policy.server.ts"
import { compilePolicy } from "#app/domain/sla/policies/compile.ts"
import { policyDraft } from "#app/domain/sla/policies/policy-draft.ts"
import { happened } from "#app/domain/sla/record/happen.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { instantNow, plusSeconds } from "#app/kernel/time.ts"
import { inPortfolio, inTenant, inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { neglectedIncident, share } from "../support/missed-clocks.ts"
import { ana, newTenant, type TestTenant, twoTenants } from "../support/tenants.ts"

await testDatabase()

const compiled = (targets: unknown) =>
  compilePolicy(
    { id: "tried", version: 1, effectiveFrom: instantNow() },
    { draft: policyDraft.parse({ targets }), calendars: {} },
  )
const anHourToResolve = compiled(
  [1, 2, 3, 4].map((priority) => ({ metric: "resolve", priority, seconds: 3600, calendar: "always" })),
)

const open = (tenant: TestTenant, secondsAgo: number) =>
  neglectedIncident(tenant, plusSeconds(instantNow(), -secondsAgo))
async function resolve(tenant: TestTenant, secondsAgo: number) {
  const incident = await open(tenant, secondsAgo)
  await inTenant(tenant.scope("incidents.work"), (t) => happened(t, { incident }, [{ kind: "resolved" }]))
}

const reach = (...tenants: readonly TestTenant[]) =>
  mintPortfolio<"sla.read">(
    tenants.map(({ id }) => id),
    ana,
  )
const tryOn = (
  tenants: readonly TestTenant[],
  client: TenantId | null = null,
  more: { from?: TrialPlace; pace?: Parameters<typeof tryPolicy>[3]; terms?: typeof anHourToResolve } = {},
) =>
  inPortfolio(reach(...tenants), (t) =>
    tryPolicy(t, more.terms ?? anHourToResolve, { client, from: more.from ?? null }, more.pace),
  )

test("4.10 the last 90 days under another policy, of one client and of all in reach", async () => {
  const { acme, globex } = await twoTenants()
  for (const secondsAgo of [1800, 7200, 36_000]) await resolve(acme, secondsAgo)
  await resolve(globex, 7200)
  const ofAcme = await tryOn([acme, globex], acme.id)
  const line = compare(ofAcme.tally).lines.find(({ metric }) => metric === "resolve")
  expect([line?.before.met, line?.before.missed]).toEqual([2, 1])
  expect([line?.after.met, line?.after.missed]).toEqual([1, 2])
  expect(ofAcme.tally).toMatchObject({ incidents: 3, missCount: 1 })
  expect(ofAcme.next).toBeNull()
  expect(ofAcme.tally.misses.map(({ client, metrics }) => [client === acme.id, metrics])).toEqual([
    [true, ["resolve"]],
  ])
  expect((await tryOn([acme, globex])).tally.incidents).toBe(4)
  expect((await tryOn([globex], acme.id)).tally.incidents).toBe(0)
})

test("4.10 taken up again from where it came, the parts add up to the whole, and nothing counts twice", async () => {
  const tenant = await newTenant()
  for (const secondsAgo of [1800, 7200, 36_000, 36_001, 80_000]) await resolve(tenant, secondsAgo)
  const whole = await tryOn([tenant])
  const pace = { incidents: 2, milliseconds: 0 }
  const parts: TrialPart[] = [await tryOn([tenant], null, { pace })]
  // What is opened meanwhile is not of these days.
  await open(tenant, -1)
  for (let next = parts[0]?.next; next; next = parts.at(-1)?.next)
    parts.push(await tryOn([tenant], null, { from: next, pace }))
  expect(parts.map(({ tally }) => tally.incidents)).toEqual([2, 2, 1])
  expect(parts.map(({ left }) => left)).toEqual([3, 1, 0])
  expect(new Set(parts.map(({ asOf }) => asOf.toString())).size).toBe(1)
  const sum = parts.map(({ tally }) => tally).reduce(addTallies)
  expect(compare(sum)).toEqual(compare(whole.tally))
  expect(sum.misses.map(({ number }) => number)).toEqual(whole.tally.misses.map(({ number }) => number))
  expect(sum.promised).toEqual(whole.tally.promised)
})

test("4.10 staffing from what really came: who took it for how long, and what its client is promised", async () => {
  const tenant = await newTenant()
  const now = instantNow()
  for (let i = 0; i < 30; i++) {
    const at = plusSeconds(now, -(i + 1) * 86_400)
    const incident = await neglectedIncident(tenant, at)
    const work = mintScope<"incidents.work" | "incidents.read">(tenant.id, ana)
    await inTenantAt(work, plusSeconds(at, 300), (t) => acknowledgeIncident(t, incident))
    // Ten minutes to the note, and an hour of which twenty are taken for work.
    await inTenantAt(work, plusSeconds(at, 900), (t) =>
      addNote(t, incident, { text: "Looked at it", lane: "internal" }),
    )
    await inTenantAt(work, plusSeconds(at, 4500), (t) => happened(t, { incident }, [{ kind: "resolved" }]))
  }
  await share(tenant, await neglectedIncident(tenant, plusSeconds(now, -60)))
  const terms = compiled([{ metric: "acknowledge", priority: 2, seconds: 900, calendar: "always" }])
  const { tally, zone } = await tryOn([tenant], null, { terms })
  const { handling, records, before, after } = staffingOf(tally, 0.95)
  expect([zone, records]).toEqual(["UTC", 30])
  expect(handling.find(({ priority }) => priority === 2)?.seconds).toBeCloseTo(1800, -2)
  // Round the clock by the default promise, and by the terms that are tried.
  expect([before.coverage, after.coverage]).toEqual([168, 168])
  const arrivals = (side: "before" | "after") =>
    (tally.arrivals[side]["2"] ?? []).reduce((sum, count) => sum + count, 0)
  expect([arrivals("before"), arrivals("after")]).toEqual([31, 31])
})
