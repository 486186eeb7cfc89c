import { describe, expect, test } from "vitest"
import { createSource } from "#app/domain/sources/create.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { listSignals } from "#app/domain/alerts/read.server.ts"
import { listRecipes, readDedupeFigures } from "#app/domain/sources/recipes.server.ts"
import type { Recipe } from "#app/domain/sources/recipe.ts"
import { setRecipe } from "#app/domain/sources/set-recipe.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { lookAtRecipe } from "#app/domain/sources/try-recipe.server.ts"
import { updateSource } from "#app/domain/sources/update.server.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { inOneTurn } from "../support/looks.ts"

const { owner } = await testDatabase()
const hour = 3_600_000
const start = Math.floor((Date.now() - 72 * hour) / hour) * hour
const disk = (host: number, more: object = {}) => ({
  ...{
    key: `disk-${host}`,
    title: "Disk full",
    asset: `db-${host}`,
    severity: "low",
    rule: "disk",
    status: "firing",
  },
  ...more,
})
const by = (...fields: string[]): Recipe => fields.map((field) => ({ field, foldCase: false }))
const at = (hours: number) => Temporal.Instant.fromEpochMilliseconds(start + hours * hour)

const setAt = (floor: Floor, hours: number, fields: Recipe | null) =>
  inTenantAt(floor.tenant.scope("sources.manage", "sources.read"), at(hours), (t) =>
    setRecipe(t, floor.sourceId, fields),
  )
async function send(floor: Floor, hours: number, ...bodies: object[]): Promise<void> {
  await floor.send(bodies, start + hours * hour)
  await floor.drain()
}
const counts = async (floor: Floor) => (await floor.alerts()).map((a) => a.count).sort()
const figures = (floor: Floor) =>
  inTenant(floor.tenant.scope("sources.read"), (t) => readDedupeFigures(t, floor.sourceId, 7))

describe("2.3.4 a change of recipe", () => {
  test("open alerts keep their fingerprint: their events fold into them for 24 hours, new problems go by the new recipe", async () => {
    const floor = await newFloor()
    await send(floor, 0, disk(1), disk(2))
    await setAt(floor, 1, by("rule"))
    await send(floor, 2, disk(1), disk(2), disk(3), disk(4))
    expect(await counts(floor)).toEqual([2, 2, 2])
    await send(floor, 3, disk(1, { status: "resolved" }))
    expect((await floor.alerts()).filter((a) => a.condition === "cleared").map((a) => a.asset)).toEqual([
      "db-1",
    ])
    await send(floor, 26, disk(2))
    expect(await counts(floor)).toEqual([2, 2, 3])
  })

  test("an alert closed under the old recipe is remembered by the new one", async () => {
    const floor = await newFloor()
    await send(floor, 0, disk(1))
    const before = (await floor.alerts())[0]!
    await inTenantAt(floor.tenant.scope("alerts.triage"), at(0.5), (t) =>
      closeAlert(t, before.id, { disposition: "false_positive.rule" }),
    )
    await setAt(floor, 1, by("asset", "rule"))
    await send(floor, 2, disk(1))
    expect((await floor.alerts())[0]).toMatchObject({
      state: "new",
      falsePositives: 1,
      previousAlertId: before.id,
    })
  })

  test("going back finds the alerts of the recipe before", async () => {
    const floor = await newFloor()
    await setAt(floor, 0, by("rule"))
    await send(floor, 1, disk(1))
    await setAt(floor, 2, by("asset"))
    await setAt(floor, 3, by("rule"))
    await send(floor, 40, disk(2))
    expect(await counts(floor)).toEqual([2])
    const versions = await inTenant(floor.tenant.scope("sources.read"), (t) => listRecipes(t, floor.sourceId))
    expect(versions.map((v) => [v.version, v.createdBy])).toEqual([
      [3, "Ana Analyst"],
      [2, "Ana Analyst"],
      [1, "Ana Analyst"],
    ])
    await expect(setAt(floor, 41, by("rule"))).rejects.toThrow("already")
  })

  test("back to the adapter's own recipe, with the audit of it", async () => {
    const floor = await newFloor()
    await setAt(floor, 0, by("rule"))
    await setAt(floor, 1, null)
    await send(floor, 30, disk(1), disk(2))
    expect(await counts(floor)).toEqual([1, 1])
    await owner`alter table audit_entries no force row level security`
    const entries =
      await owner`select action, after from audit_entries where target_id = ${floor.sourceId} and action = 'source.set-recipe' order by at`
    expect(entries.map((entry) => entry["after"])).toEqual([
      { version: 1, fields: by("rule") },
      { version: 2, fields: null },
    ])
  })

  test("a trial tells what the last seven days would have been, and writes nothing", async () => {
    const floor = await newFloor()
    await send(floor, 0, disk(1), disk(2), disk(3))
    await send(floor, 1, disk(1), disk(1, { status: "resolved" }))
    // Closed 55 minutes by then: beyond the reopen window.
    await send(floor, 2, disk(1))
    const tried = (fields: Recipe | null) =>
      inTenant(floor.tenant.scope("sources.read"), async (t) =>
        inOneTurn(await lookAtRecipe(t, floor.sourceId, fields, null), t),
      )
    expect(await tried(by("rule"))).toEqual({
      ...{ events: 6, alerts: 4, wouldBe: 2, degraded: 0, total: 6 },
      merged: [{ problems: 3, titles: ["Disk full"] }],
    })
    expect(await tried(by("rule", "labels.pod"))).toMatchObject({ degraded: 6 })
    expect(await tried(null)).toMatchObject({ alerts: 4, wouldBe: 4, merged: [] })
    expect(await inTenant(floor.tenant.scope("sources.read"), (t) => listRecipes(t, floor.sourceId))).toEqual(
      [],
    )
  })
})

test("2.3.3 a missing field: no other recipe is used, the alert says so and the source counts it", async () => {
  const floor = await newFloor()
  await setAt(floor, -30, by("labels.pod"))
  await send(floor, 0, disk(1), disk(2, { labels: { pod: "p" } }), disk(3))
  expect((await floor.alerts()).map((a) => [a.count, ...a.flags]).sort()).toEqual([
    [1],
    [2, "degraded-fingerprint"],
  ])
  expect(await figures(floor)).toMatchObject({ events: 3, degraded: 2 })
})

describe("2.3.1 two layers", () => {
  test("exact: the same payload is counted and marked as such; partial: another of the same problem updates the alert", async () => {
    const floor = await newFloor()
    const times = { time: at(0).toString() }
    await send(
      floor,
      0,
      disk(1, times),
      disk(1),
      disk(1, { description: "worse" }),
      disk(1, { description: "worse" }),
    )
    const [alert] = await floor.alerts()
    expect(alert).toMatchObject({ count: 4, exactDupes: 2 })
    const signals = await inTenant(floor.tenant.scope("alerts.read"), (t) => listSignals(t, alert!.id))
    expect(signals.map((s) => s.effect).toReversed()).toEqual(["opened", "exact", "repeat", "exact"])
    expect(await figures(floor)).toMatchObject({ events: 4, exactDupes: 2, folded: 1, alerts: 1 })
  })

  test("exact: what the source ignores makes no difference, in the next batch either", async () => {
    const floor = await newFloor()
    await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
      updateSource(t, floor.sourceId, { ignoreFields: ["labels.celsius"] }),
    )
    for (const [i, celsius] of ["9", "10", "11"].entries())
      await send(floor, i, disk(1, { labels: { celsius } }))
    expect((await floor.alerts())[0]).toMatchObject({ count: 3, exactDupes: 2 })
  })

  test("exact: not across a change of condition", async () => {
    const floor = await newFloor()
    await send(floor, 0, disk(1), disk(1, { status: "resolved" }), disk(1), disk(1, { status: "resolved" }))
    expect((await floor.alerts())[0]).toMatchObject({ count: 2, exactDupes: 0, condition: "cleared" })
  })
})

describe("2.2.8 learning", () => {
  test("a new source's first hours: only critical and high open incidents, the rest is marked and has no clock", async () => {
    const floor = await newFloor()
    const { source } = await inTenantAt(floor.tenant.scope("sources.manage", "sources.read"), at(0), (t) =>
      createSource(t, { adapter: "generic", ...defaultRate, learningHours: 48 }),
    )
    expect(source.learningUntil?.equals(at(48))).toBe(true)
    await inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
      updateSource(t, floor.sourceId, { learningUntil: at(48).toString() }),
    )
    for (const severity of ["critical", "high", "medium", "low"])
      await send(floor, 47, disk(1, { severity, key: severity, rule: severity }))
    await send(floor, 48, disk(1, { severity: "medium", key: "after", rule: "after" }))
    const told = (await floor.alerts()).map((a) => [
      a.externalId,
      a.incident !== null,
      a.dueAt !== null,
      a.flags,
    ])
    expect(told.sort()).toEqual([
      ["after", true, true, []],
      ["critical", true, true, []],
      ["high", true, true, []],
      ["low", false, false, ["learning"]],
      ["medium", false, false, ["learning"]],
    ])
  })

  test("what gets worse makes work; the time can be ended early", async () => {
    const floor = await newFloor()
    const learnUntil = (learningUntil: string | null) =>
      inTenant(floor.tenant.scope("sources.manage", "sources.read"), (t) =>
        updateSource(t, floor.sourceId, { learningUntil }),
      )
    await learnUntil(at(48).toString())
    await send(floor, 0, disk(1, { severity: "medium" }))
    await send(floor, 1, disk(1, { severity: "high" }))
    expect((await floor.alerts())[0]).toMatchObject({ flags: [], severity: "high" })
    expect((await floor.alerts())[0]?.incident).not.toBeNull()
    await learnUntil(null)
    await send(floor, 2, disk(2, { severity: "medium", rule: "other" }))
    expect((await floor.alerts())[0]?.incident).not.toBeNull()
  })
})

test("2.2.9 nothing goes without a counter: an hour of a source in figures, however it is cut into batches", async () => {
  const floor = await newFloor()
  await floor.send(
    [
      disk(1, { severity: "high", time: at(0).toString() }),
      disk(1, { severity: "high", time: at(0).toString() }),
      disk(2, { severity: "mauve" }),
      disk(3, { time: at(9).toString() }),
      disk(4, { time: at(-1).toString() }),
      disk(4, { time: at(-2).toString(), status: "resolved" }),
      { ping: 1 },
      "{broken",
    ],
    start,
  )
  await floor.drain()
  await owner`alter table source_hours no force row level security`
  const [hours, ...more] = await owner`select * from source_hours where source_id = ${floor.sourceId}`
  expect(more).toEqual([])
  expect(hours).toMatchObject({
    ...{ deliveries: 8, events: 6, ignored: 1, quarantined: 1, alerts: 4, exact_dupes: 1, folded: 0 },
    ...{
      defaulted: 1,
      skewed: 1,
      out_of_order: 1,
      partial: 1,
      degraded: 0,
      incidents: 1,
      suppressed: 0,
      throttled: 0,
    },
  })
  expect(Number(hours?.["lag_milliseconds"])).toBeGreaterThan(70 * hour)
})

test("2.2.5 clock skew: kept, marked, and clocks run from the receipt", async () => {
  const floor = await newFloor()
  await send(floor, 0, disk(1, { time: at(9).toString() }))
  const [alert] = await floor.alerts()
  expect(alert).toMatchObject({ flags: ["skewed"] })
  expect(alert?.occurredAt?.equals(at(9))).toBe(true)
  expect(alert?.firstSeenAt.epochMilliseconds).toBeLessThan(start + 60_000)
  expect(alert?.dueAt?.epochMilliseconds).toBeLessThan(start + 24 * hour)
})
