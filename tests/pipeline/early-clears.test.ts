import { expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { setRecipe } from "#app/domain/sources/set-recipe.server.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inTenantAt } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { diskAlert } from "../support/disk-alert.ts"
import { type Floor, newFloor } from "../support/floor.ts"

await testDatabase()
const minute = 60_000
/** Long enough ago that everything in a test happened before now. */
const start = Date.now() - 10 * 3_600_000
const time = (minutes: number) => new Date(start + minutes * minute).toISOString()
const clear = (more: object = {}) => diskAlert({ status: "resolved", time: time(-3), ...more })
const trigger = (more: object = {}) => diskAlert({ time: time(-5), ...more })

async function received(floor: Floor, minutes: number, body: object): Promise<void> {
  await floor.send([body], start + minutes * minute)
  await floor.drain()
}
const sweep = (floor: Floor, minutes: number) =>
  inTenantAt(
    mintScope<"alerts.triage" | "incidents.work">(floor.tenant.id, { kind: "system", name: "test" }),
    Temporal.Instant.fromEpochMilliseconds(start + minutes * minute),
    closeClearedAlerts,
  )

test("2.3.5 resolved before its trigger: the alert is cleared at once and closes after the resolve delay", async () => {
  const floor = await newFloor()
  await received(floor, 0, clear())
  expect(await floor.alerts()).toEqual([])
  await received(floor, 1, trigger())
  const [alert] = await floor.alerts()
  expect(alert).toMatchObject({ state: "new", condition: "cleared", count: 1 })
  expect(alert?.flags).toContain("out-of-order")
  await sweep(floor, 5)
  expect((await floor.alerts())[0]).toMatchObject({ state: "new" })
  await sweep(floor, 7)
  expect((await floor.alerts())[0]).toMatchObject({ state: "closed", disposition: "auto_cleared" })
})

test("2.3.5 resolved before its trigger, both in one batch, or under a recipe: the same", async () => {
  const [batch, recipe] = [await newFloor(), await newFloor()]
  await batch.send([clear(), trigger()], start)
  await batch.drain()
  await inTenantAt(
    recipe.tenant.scope("sources.manage", "sources.read"),
    Temporal.Instant.fromEpochMilliseconds(start - 3000 * minute),
    (t) => setRecipe(t, recipe.sourceId, [{ field: "rule", foldCase: false }]),
  )
  await received(recipe, 0, clear({ key: "one" }))
  await received(recipe, 1, trigger({ key: "another" }))
  for (const floor of [batch, recipe])
    expect(await floor.alerts()).toMatchObject([{ condition: "cleared", state: "new" }])
})

test.each([
  ["newer than the clear", clear(), trigger({ time: time(-1) })],
  ["of the same time", clear(), trigger({ time: time(-3) })],
  ["without a time", clear(), diskAlert()],
  ["whose clear has none", clear({ time: undefined }), trigger()],
  ["of a clock over a day behind", clear(), trigger({ time: time(-1500) })],
  ["whose clear's clock is ahead", clear({ time: time(9) }), trigger()],
  ["of another problem", clear({ key: "other" }), trigger()],
])("2.3.5 a trigger %s stays firing", async (_name, early, late) => {
  const [floor, batch] = [await newFloor(), await newFloor()]
  await received(floor, 0, early)
  await received(floor, 1, late)
  await batch.send([early, late], start)
  await batch.drain()
  for (const { alerts } of [floor, batch])
    expect(await alerts()).toMatchObject([{ condition: "firing", state: "new" }])
})

test("2.3.5 a clear of another client or source ends nothing here, and what fires again is firing", async () => {
  const [floor, other] = [await newFloor(), await newFloor()]
  await received(other, 0, clear())
  await received(floor, 1, trigger())
  expect(await floor.alerts()).toMatchObject([{ condition: "firing" }])
  await received(other, 1, trigger())
  await received(other, 2, diskAlert({ time: time(1) }))
  expect(await other.alerts()).toMatchObject([{ condition: "firing", count: 2 }])
})
