import postgres from "postgres"
import { afterAll, expect, test, vi } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { loginUrl } from "#db/config.ts"
import { poolOf } from "#db/pool.ts"
import { maxAttempts } from "#workers/pipeline/attempts.ts"
import { drainOnce } from "#workers/pipeline/drain.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { failing } from "../support/fault.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { workerRows } from "../support/worker-rows.ts"
import { balanceOf, orphans, waiting } from "./invariants.ts"
import { newLedger } from "./ledger.ts"

/* Faults of the database while alerts arrive. Errors are raised by a trigger with the code a real one has. */
const { owner, ...config } = await testDatabase()
const look = workerRows(config)
const { port, close } = await runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter })
afterAll(close)
const quiet = { error: () => {} }
const ledger = newLedger()

async function send(floor: Floor, key: string) {
  const answer = await fetch(`http://127.0.0.1:${port}/ingest/v1/generic`, {
    method: "POST",
    headers: { authorization: `Bearer ${floor.token}`, "content-type": "application/json" },
    body: JSON.stringify({ key, title: key, severity: "high", rule: "chaos" }),
  })
  ledger.note({ client: floor.tenant.id, key, status: answer.status })
  return answer
}

async function expectWhole(...floors: readonly Floor[]) {
  expect(await waiting(look)).toBe(0)
  for (const floor of floors)
    expect(await balanceOf(look, ledger, floor.tenant.id)).toMatchObject({
      lost: [],
      doubled: [],
      invented: [],
    })
  expect(
    await orphans(
      look,
      floors.map((floor) => floor.tenant.id),
    ),
  ).toEqual({})
}

test("disk full at the door: 503 with Retry-After and never a 202; taken again when there is room", async () => {
  const floor = await newFloor()
  await failing(owner, "inbox", "53100", async () => {
    for (let i = 0; i < 5; i++) {
      const answer = await send(floor, `full-${i}`)
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"])
    }
  })
  expect((await send(floor, "roomy")).status).toBe(202)
  await floor.drain()
  await expectWhole(floor)
  expect((await balanceOf(look, ledger, floor.tenant.id)).stored).toBe(1)
})

test.each([
  ["disk full", "53100"],
  ["out of memory", "53200"],
  ["lock timeout", "55P03"],
  ["deadlock", "40P01"],
  ["serialisation failure", "40001"],
  ["statement timeout", "57014"],
])(
  "%s in the worker: all of the batch is undone, nothing quarantined, and done once afterwards",
  async (_name, code) => {
    const [acme, globex] = [await newFloor(), await newFloor()]
    for (let i = 0; i < 3; i++) for (const floor of [acme, globex]) await send(floor, `${code}-${i}`)
    await failing(owner, "signals", code, async () => {
      await expect(drainOnce(quiet)).rejects.toMatchObject({ cause: { code } })
      expect(await waiting(look)).toBe(6)
      expect(await acme.alerts()).toEqual([])
    })
    expect(
      await poolOf("portal_worker").client`select current_setting('app.tenants', true) as t`,
    ).toMatchObject([{ t: expect.stringMatching(/^$/) }])
    await acme.drain()
    await expectWhole(acme, globex)
    expect((await balanceOf(look, ledger, acme.tenant.id)).stored).toBe(3)
  },
)

test("a delivery whose statement times out each time is quarantined at the fifth, and the others go on", async () => {
  const floor = await newFloor()
  await owner.unsafe(`
    create function slow() returns trigger language plpgsql as $$ begin if new.title = 'slow' then raise exception 'too slow' using errcode = '57014'; end if; return new; end $$;
    create trigger slow before insert on signals for each row execute function slow()`)
  try {
    await floor.send([
      { key: "a", title: "fine" },
      { key: "b", title: "slow" },
      { key: "c", title: "fine too" },
    ])
    // Each of its five tries, ever further apart, comes after the batch it was in has failed three times.
    vi.useFakeTimers({ toFake: ["Date"] })
    for (let tries = 0; tries < 3 * maxAttempts; tries++) {
      await drainOnce(quiet).catch(() => 0)
      vi.setSystemTime(Date.now() + 10_000)
    }
    expect(await waiting(look)).toBe(0)
    expect((await floor.alerts()).map((a) => a.title).sort()).toEqual(["fine", "fine too"])
  } finally {
    vi.useRealTimers()
    await owner.unsafe("drop trigger slow on signals; drop function slow()")
  }
})

test("somebody holds the row of an alert: the batch waits for it and is done once", async () => {
  const floor = await newFloor()
  await send(floor, "held")
  await floor.drain()
  const holder = postgres(loginUrl(config, "portal_worker"), { max: 1 })
  const release = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const holding = holder.begin(async (tx) => {
    await tx`select set_config('app.tenants', ${`{${floor.tenant.id}}`}, true)`
    await tx`select from alerts where tenant_id = ${floor.tenant.id} for update`
    locked.resolve()
    await release.promise
  })
  await locked.promise
  await floor.send([{ key: "held", title: "held", severity: "high", rule: "chaos" }])
  const drained = drainOnce(quiet)
  release.resolve()
  await holding
  expect(await drained).toBe(1)
  await holder.end()
  expect((await floor.alerts()).map((a) => a.count)).toEqual([2])
})

test("every connection of the screens is taken: the door has its own and goes on accepting", async () => {
  const floor = await newFloor()
  const lock = postgres(config.ownerUrl, { max: 1 })
  await lock`select pg_advisory_lock(42)`
  const client = poolOf("portal_web").client
  const busy = Array.from({ length: client.options.max }, () =>
    client.begin((tx) => tx`select pg_advisory_xact_lock(42)`),
  )
  await expect
    .poll(async () => (await owner`select from pg_locks where locktype = 'advisory' and not granted`).length)
    .toBe(client.options.max)
  for (let i = 0; i < 5; i++) expect((await send(floor, `pool-${i}`)).status).toBe(202)
  await lock`select pg_advisory_unlock(42)`
  await Promise.all(busy)
  await lock.end()
  await floor.drain()
  await expectWhole(floor)
})
