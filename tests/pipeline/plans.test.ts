import { beforeAll, expect, test } from "vitest"
import { createAsset } from "#app/domain/services/create-asset.server.ts"
import { inInbox } from "#db/inbox-door.ts"
import { inTenant } from "#db/tenant.ts"
import { applyAll } from "#workers/pipeline/drain.ts"
import { claim, claimThese } from "#workers/pipeline/store/inbox.ts"
import { readAssets } from "#workers/pipeline/store/assets.ts"
import { readWaiting } from "#workers/pipeline/store/silences.ts"
import { hasRules } from "../support/correlation.ts"
import { backlog, crowd, statisticsOfNothing } from "../support/crowd.ts"
import { testDatabase } from "../support/database.ts"
import { batch, bodies, each, expectByTheBatch, watched } from "../support/by-the-batch.ts"
import { diskAlert } from "../support/disk-alert.ts"
import { newFloor } from "../support/floor.ts"

/* What a batch costs goes by the batch, however full the tables are and whatever the planner takes them for. */
const { owner } = await testDatabase()
const floor = await newFloor()
const client = floor.tenant.id
beforeAll(async () => {
  // A rule that counts, so that alerts which wait for others are looked for.
  await hasRules([client], { groupBy: ["rule"], minAlerts: 2 })
  await inTenant(floor.tenant.scope("services.manage", "services.read"), (t) =>
    createAsset(t, { name: "host-1", kind: "host", aliases: [], criticality: "high", serviceId: null }),
  )
  await floor.send(each(20, (i) => diskAlert({ key: `known-${i}`, severity: "high", rule: `r-${i}` })))
  await floor.drain()
  await statisticsOfNothing(owner, client, floor.sourceId)
  await floor.send(bodies("stale"))
  await crowd(owner, client, floor.sourceId, 30_000)
  await backlog(owner, client, floor.sourceId, 100_000)
}, 120_000)

test.each(["stale", "fresh"])(
  "with %s statistics a batch touches rows in proportion to itself",
  async (kind) => {
    if (kind === "fresh") {
      await owner.unsafe("analyze")
      await floor.send(bodies("fresh"))
    }
    const statements = await watched(async (tx) => {
      const { deliveries } = await claim(tx, batch, [])
      expect(deliveries).toHaveLength(batch)
      await applyAll(tx, deliveries)
    })
    expect(statements.length).toBeGreaterThan(20)
    expectByTheBatch(statements)
  },
  60_000,
)

test("deliveries that are tried apart, and the look for a silent source, do not go through the backlog", async () => {
  const { deliveries } = await inInbox((tx) => claim(tx, batch, []))
  const apart = await watched((tx) => claimThese(tx, deliveries))
  expectByTheBatch(apart)
  const silent = await watched(async (tx) => {
    await tx.narrowTo([client])
    // More waits than is looked through: it may have spoken.
    expect([...(await readWaiting(tx, client, [floor.sourceId]))]).toEqual([floor.sourceId])
  })
  expect(silent.at(-1)?.rows.get("inbox")).toBe(10_000)
})

test("an asset is found by its alias among 60,000 others without reading them", async () => {
  const [alert] = await floor.alerts()
  const statements = await watched(async (tx) => {
    await tx.narrowTo([client])
    const draft = { ...alert, tenantId: client, first: {}, labels: {}, observables: [], asset: "HOST-1" }
    const assets = await readAssets(tx, [draft as unknown as Parameters<typeof readAssets>[1][number]])
    expect([...(assets.get(client)?.keys() ?? [])]).toEqual(["host-1"])
  })
  const named = statements.filter(({ text }) => text.includes("asset_aliases"))
  expect(named).toHaveLength(1)
  expect(named[0]?.scansWhole).toEqual([])
  expect(named[0]?.rows.get("asset_aliases")).toBe(1)
  expect(named[0]?.pages).toBeLessThan(20)
})
