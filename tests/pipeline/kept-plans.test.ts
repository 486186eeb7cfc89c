import { expect, test } from "vitest"
import { inInbox } from "#db/inbox-door.ts"
import { applyAll } from "#workers/pipeline/drain.ts"
import { claim } from "#workers/pipeline/store/inbox.ts"
import { batch, bodies, each, expectByTheBatch } from "../support/by-the-batch.ts"
import { hasRules } from "../support/correlation.ts"
import { backlog, crowd, withoutWall } from "../support/crowd.ts"
import { testDatabase } from "../support/database.ts"
import { diskAlert } from "../support/disk-alert.ts"
import { explaining } from "../support/explained.ts"
import { newFloor } from "../support/floor.ts"

const { owner } = await testDatabase()
const floor = await newFloor()
const client = floor.tenant.id

test("plans that a connection made while the tables were empty serve when they are full", async () => {
  await hasRules([client], { groupBy: ["rule"], minAlerts: 2 })
  await floor.send(each(20, (i) => diskAlert({ key: `known-${i}`, severity: "high", rule: `r-${i}` })))
  const emptyThenFull = () =>
    inInbox(async (tx) => {
      const { tx: seen, seen: all } = explaining(tx)
      const drain = async () => {
        const { deliveries } = await claim(seen, batch, [])
        await applyAll(seen, deliveries)
        return deliveries.length
      }
      expect(await drain()).toBe(20)
      await floor.send(bodies("empty"))
      expect(await drain()).toBe(batch)
      const before = all.length
      await floor.send(bodies("full"))
      await crowd(owner, client, floor.sourceId, 30_000)
      await backlog(owner, client, floor.sourceId, 100_000)
      expect(await drain()).toBe(batch)
      return all.slice(before)
    })
  const statements = await withoutWall(owner, emptyThenFull)
  expect(statements.length).toBeGreaterThan(20)
  expectByTheBatch(statements)
})
