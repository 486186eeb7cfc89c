import { sql } from "drizzle-orm"
import { afterEach, expect, test, vi } from "vitest"
import { listQuarantined } from "#app/domain/replay/read.server.ts"
import { inTenant } from "#db/tenant.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"

const { owner } = await testDatabase()
const quiet = { error: () => {} }

/** Whatever is written of it, the database cancels: as a statement that always takes too long would be. */
await owner.unsafe(`
  create function cancel_slow() returns trigger language plpgsql as $$
  begin
    if new.title = 'slow' then raise exception 'canceling statement due to statement timeout' using errcode = '57014'; end if;
    return new;
  end $$;
  create trigger cancel_slow before insert on signals for each row execute function cancel_slow()`)

afterEach(() => {
  vi.useRealTimers()
})

test("2.2.7 what fails through no fault of its own gets five attempts, then quarantine; the others do not wait", async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  const floor = await newFloor()
  const [slow] = await floor.send([{ key: "slow", title: "slow" }])
  await floor.send(Array.from({ length: 20 }, (_, i) => ({ key: `good ${i}`, title: "good" })))
  const drain = () => drainOnce(quiet).catch(() => 0)
  const inQuarantine = () =>
    inTenant(
      floor.tenant.scope("sources.read"),
      async (t) => (await listQuarantined(t, floor.sourceId, { state: "waiting" }, { limit: 5 })).items,
    )

  // The batch as a whole is tried again first; then its deliveries apart.
  for (let i = 0; i < 3; i++) await drain()
  expect((await floor.alerts()).map((a) => a.title)).toEqual(Array.from({ length: 20 }, () => "good"))
  expect(await inQuarantine()).toEqual([])

  // Left alone until its wait is over.
  expect(await drain()).toBe(0)
  await floor.send([{ key: "later", title: "later" }])
  expect(await drain()).toBe(1)

  for (let attempt = 0; (await inQuarantine()).length === 0 && attempt < 30; attempt++) {
    vi.setSystemTime(Date.now() + 5000)
    await drain()
  }
  expect(await inQuarantine()).toMatchObject([
    { id: slow, reason: expect.stringMatching(/failed 5 times: canceling statement/) },
  ])
  const left = await inTenant(floor.tenant.scope("sources.read"), (t) =>
    t.sql.execute(sql`select 1 from inbox`),
  )
  expect(left).toHaveLength(0)
})
