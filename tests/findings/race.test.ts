import { expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instantNow } from "#app/kernel/time.ts"
import { inInbox, type InboxTx } from "#db/inbox-door.ts"
import { applyFindings } from "#workers/pipeline/apply-findings.ts"
import { RacedWithAnotherWorker } from "#workers/pipeline/raced.ts"
import { readDelivery } from "#workers/pipeline/read-delivery.ts"
import { noSettings } from "#workers/pipeline/settings.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { findingDesk, weakness } from "./desk.ts"

const { owner } = await testDatabase()
const waiting = async () => {
  const [row] = await owner<{ n: number }[]>`select count(*)::int as n from pg_locks where not granted`
  return row!.n
}

test("two workers that open one finding at once: the second goes round again, and there is one", async () => {
  const floor = await newFloor()
  const { list } = await findingDesk({ floor })
  const { tenant, sourceId } = floor
  const bring = async (tx: InboxTx) => {
    await tx.narrowTo([tenant.id])
    const { events } = readDelivery(
      {
        ...{ lane: 0, tenantId: tenant.id, id: newId<"delivery">(), sourceId, adapter: "generic" },
        ...{ receivedAt: instantNow(), contentType: "application/json", bodyEncoding: "utf8" },
        ...{ body: JSON.stringify([weakness(), weakness({ key: "other" })]), isReplay: false },
      },
      noSettings,
    )
    await applyFindings(tx, events, noSettings)
  }
  const began = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const first = inInbox(async (tx) => {
    await bring(tx)
    began.resolve()
    await mayEnd.promise
  })
  await began.promise
  const second = inInbox(bring).catch((error: unknown) => error)
  await expect.poll(waiting).toBeGreaterThan(0)
  mayEnd.resolve()
  await first
  expect(await second).toBeInstanceOf(RacedWithAnotherWorker)
  expect((await list()).map(({ count }) => count)).toEqual([1, 1])
  await inInbox(bring)
  expect((await list()).map(({ count }) => count)).toEqual([2, 2])
})
