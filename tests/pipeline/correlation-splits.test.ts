import fc from "fast-check"
import { expect, test } from "vitest"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenantAt } from "#db/tenant.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { hasRules, type IncidentFacts, incidentsOf } from "../support/correlation.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const noon = Date.UTC(2026, 10, 20, 12)
const minute = 60_000

/** One of each kind of rule, so that every way an alert can go is gone. */
const rules = [
  {
    matcher: where("asset", "starts-with", "a"),
    minAlerts: 3,
    groupBy: [],
    window: { kind: "fixed", minutes: 40 },
  },
  {
    matcher: where("asset", "starts-with", "b"),
    minAlerts: 2,
    stop: "continue",
    window: { kind: "sliding", minutes: 20 },
  },
  { matcher: where("rule", "is", "full"), maxAlerts: 3, groupBy: [], reopenWindowMinutes: 20 },
  { matcher: where("rule", "is", "seen"), create: "candidate", minDistinct: { field: "asset", count: 3 } },
  { matcher: where("rule", "is", "late"), window: { kind: "sliding", minutes: 10 }, severity: "low" },
]

function where(field: string, op: string, value: string) {
  return { conditions: [{ field, op, values: [value] }] }
}

const event = fc.record({
  /** Minutes since the one before; several may come in the same moment. */
  after: fc.constantFrom(0, 0, 1, 5, 15, 25),
  asset: fc.constantFrom("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3", "c4"),
  rule: fc.constantFrom("full", "seen", "late", "plain"),
  severity: fc.constantFrom("critical", "high", "medium", "low", "info"),
  status: fc.constantFrom("firing", "firing", "firing", "resolved"),
})
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

/** What of an incident may not depend on where a batch ended. Links are told by the place of what they lead to. */
function comparable(incidents: readonly IncidentFacts[]) {
  const order = (i: IncidentFacts) => [i.opened_at, i.last_alert_at, i.title, i.members.join()].join(" ")
  const sorted = [...incidents].sort((a, b) => (order(a) < order(b) ? -1 : 1))
  const placeOf = (id: string | null) => (id ? sorted.findIndex((i) => i.id === id) : null)
  return sorted.map((i) => ({
    ...{ title: i.title, by: i.opened_by, severity: i.severity, priority: i.priority, stage: i.stage },
    ...{
      members: i.members,
      count: i.alert_count,
      candidate: i.is_candidate,
      holdsKey: i.group_key !== null,
    },
    ...{ opened: i.opened_at, due: i.due_at, last: i.last_alert_at, activity: i.last_activity_at },
    ...{ recurrenceOf: placeOf(i.recurrence_of), siblingOf: placeOf(i.sibling_of) },
  }))
}

/** Sends events from a moment on and drains them in batches of these sizes, over and over. Gives the moment of the last. */
async function play(
  floor: Floor,
  events: readonly Event[],
  from: number,
  sizes: readonly number[],
): Promise<number> {
  let at = from
  for (const { after, asset, rule, severity, status } of events) {
    at += after * minute
    await floor.send(
      [{ key: `${asset} ${rule}`, title: `${rule} ${asset}`, asset, rule, severity, status }],
      at,
    )
  }
  for (
    let n = 0;
    (await drainOnce({ error: (_, words) => expect.fail(words) }, sizes[n % sizes.length])) > 0;
    n++
  );
  return at
}

async function resolveSome(floor: Floor, at: number): Promise<void> {
  const open = (await incidentsOf(floor.tenant)).filter((i) => i.stage !== "resolved" && !i.is_candidate)
  for (const { id } of open)
    await inTenantAt(floor.tenant.scope("incidents.work"), Temporal.Instant.fromEpochMilliseconds(at), (t) =>
      resolveIncident(t, id as IncidentId, { resolution: "done" }),
    )
}

test("2.4.2 any split of the same events into batches makes the same incidents", async () => {
  const events = fc.array(event, { minLength: 5, maxLength: 25 })
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(events, events, sizes, async (before, after, split) => {
      const [whole, parts] = [await newFloor(), await newFloor()]
      for (const floor of [whole, parts]) await hasRules([floor.tenant.id], ...rules)
      for (const [floor, size] of [
        [whole, [500]],
        [parts, split],
      ] as const) {
        const last = await play(floor, before, noon, size)
        await resolveSome(floor, last + minute)
        await play(floor, after, last + 10 * minute, size)
      }
      expect(comparable(await incidentsOf(parts.tenant))).toEqual(comparable(await incidentsOf(whole.tenant)))
    }),
    { numRuns: Number(process.env["RUNS"] ?? 12) },
  )
}, 600_000)
