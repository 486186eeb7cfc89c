import { expect, test } from "vitest"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { measureAttainment } from "#app/domain/sla/attainment/measure.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { instant } from "#app/kernel/time.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { clockDesk } from "../support/clock-desk.ts"
import { testDatabase } from "../support/database.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()
const start = instant("2026-03-02T09:00:00Z")
const hour = 3600
const says = (by: "client" | "provider_human"): Happening => ({
  ...{ kind: "message", visibility: "client", channel: "note", by },
})

async function desk() {
  const made = await clockDesk(start)
  const states = async () =>
    (await made.clocks()).map((c) => `${c.metric} ${c.cycle} ${c.state}${c.breachedAt ? " late" : ""}`)
  const missed = () =>
    inPortfolio(mintPortfolio<"sla.read">([made.client.id], ana), async (t) => {
      const period = { tenantId: made.client.id, from: start, to: start.add({ hours: 24 }) }
      return (await measureAttainment(t, [period])).filter((c) => c.missed > 0).map(({ metric }) => metric)
    })
  const rebuilt = async () =>
    (
      await inTenant(made.client.scope("incidents.work"), (t) =>
        rebuildClocks(t, { limit: 10, repair: false }),
      )
    ).differences
  return { ...made, states, missed, rebuilt }
}

test("2.9.4 a first response that was none takes the late clocks with it that it had begun", async () => {
  const made = await desk()
  await made.promises([
    ["first_response", 2, 4 * hour],
    ["next_response", 2, hour],
    ["periodic_update", 2, hour],
  ])
  const incident = await made.opens(2)
  await made.happens(incident, 60, { kind: "shown_to_client" })
  await made.happens(incident, 600, says("provider_human"))
  await made.happens(incident, 900, says("client"))
  await new Sweep().run(made.at(3 * hour))
  expect((await made.missed()).sort()).toEqual(["next_response", "periodic_update"])
  await made.happens(incident, 3 * hour, {
    ...{ kind: "stop_corrected", metric: "first_response", cycle: 1, reason: "the note was a template" },
    stoppedAt: made.at(2.5 * hour),
  })
  expect(await made.states()).toEqual([
    "first_response 1 met",
    "next_response 1 cancelled",
    "periodic_update 1 cancelled",
    "periodic_update 2 running",
  ])
  await made.happens(incident, 3 * hour + 60, { kind: "resolved" })
  expect(await made.missed()).toEqual([])
  expect(await made.rebuilt()).toEqual([])
})

test("2.9.9 a containment nobody noted rests while it is resolved, and goes on when it is reopened", async () => {
  const made = await desk()
  await made.promises([["contain", 2, hour]])
  const incident = await made.opens(2)
  await made.happens(
    incident,
    0,
    { kind: "flavour_changed", flavour: "security" },
    { kind: "confirmed", verdict: "malicious" },
  )
  await made.happens(incident, 1800, { kind: "resolved" })
  await new Sweep().run(made.at(5 * hour))
  expect(await made.states()).toEqual(["contain 1 cancelled"])
  expect(await made.missed()).toEqual([])
  await made.happens(incident, 6 * hour, { kind: "reopened" })
  expect((await made.clocks()).map(({ state, dueAt }) => [state, dueAt?.toString()])).toEqual([
    ["running", made.at(6.5 * hour).toString()],
  ])
  expect(await made.rebuilt()).toEqual([])
})
