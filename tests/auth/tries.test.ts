import { expect, test } from "vitest"
import { beginCeremony, takeCeremony } from "#app/auth/ceremonies.server.ts"
import { pruneTries, returnTry, takeTry } from "#app/auth/tries.server.ts"
import { buckets } from "#app/auth/tries.ts"
import { withOrigin } from "#app/domain/audit/origin.server.ts"
import { inIdentity, inWorkerIdentity } from "#db/identity.ts"
import { testDatabase } from "../support/database.ts"

const { owner } = await testDatabase()
for (const table of ["sign_in_tries", "ceremonies"])
  await owner.unsafe(`alter table ${table} no force row level security`)

const many = (count: number, work: (i: number) => Promise<number>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const allowed = (waits: readonly number[]) => waits.filter((wait) => wait === 0).length
const from = <T>(address: string, work: () => T) =>
  withOrigin({ address, userAgent: null, requestId: "r", screen: "/sign-in" }, work)

test("fifty tries at once get no more than the bucket holds, and are told the wait", async () => {
  const { burst, secondsPerTry } = buckets.password
  const began = Date.now()
  const waits = await many(50, () => takeTry("password", "a@x.example"))
  const backMeanwhile = Math.floor((Date.now() - began) / 1000 / secondsPerTry)
  expect(allowed(waits)).toBeGreaterThanOrEqual(burst)
  expect(allowed(waits)).toBeLessThanOrEqual(burst + backMeanwhile)
  for (const wait of waits.filter((w) => w > 0)) expect(wait).toBeLessThanOrEqual(secondsPerTry)
})

test("time gives tries back, one by one and never more than there were", async () => {
  const [account, { burst, secondsPerTry }] = ["b@x.example", buckets.password]
  await many(burst, () => takeTry("password", account))
  await owner`update sign_in_tries set at = at - make_interval(secs => ${secondsPerTry * 2 + 1})`
  expect(allowed(await many(10, () => takeTry("password", account)))).toBe(2)
  await owner`update sign_in_tries set at = at - interval '30 days'`
  expect(allowed(await many(burst + 5, () => takeTry("password", account)))).toBe(burst)
})

test("a clock that goes back takes nothing away", async () => {
  await takeTry("password", "clock@x.example")
  await owner`update sign_in_tries set at = now() + interval '1 hour'`
  expect(await takeTry("password", "clock@x.example")).toBe(0)
})

test("a try that succeeded is given back", async () => {
  for (let i = 0; i < buckets.code.burst * 3; i++) {
    expect(await takeTry("code", "c")).toBe(0)
    await returnTry("code", "c")
  }
})

test("accounts do not hinder each other, an address all of them", async () => {
  await from("192.0.2.1", () => many(20, () => takeTry("password", "d@x.example")))
  expect(await from("192.0.2.1", () => takeTry("password", "e@x.example"))).toBe(0)
  await from("2001:db8::1", () => takeTry("code", "f"))
  await empty()
  expect(await from("192.0.2.1", () => takeTry("password", "g@x.example"))).toBeGreaterThan(0)
  expect(await from("192.0.2.2", () => takeTry("password", "g@x.example"))).toBe(0)
  expect(await from("2001:db8::2", () => takeTry("code", "h"))).toBeGreaterThan(0)
  expect(await from("2001:db8:0:1::2", () => takeTry("code", "h"))).toBe(0)
})

/** Empties every bucket there is, and keeps it empty: its time lies ahead, so that nothing comes back meanwhile. */
const empty = () => owner`update sign_in_tries set tokens = 0, at = now() + interval '1 hour'`

test("the table says nobody's address", async () => {
  const [row] = await owner`select coalesce(string_agg(key_hash, ' '), '') as keys from sign_in_tries`
  expect(row?.["keys"]).not.toMatch(/example|192\.0/)
})

test("a challenge is answered once, by its own cookie, for its own purpose and person", async () => {
  const ask = () => inIdentity((tx) => beginCeremony(tx, "passkey-sign-in", null, { challenge: "c" }))
  const take = (cookie: string, kind: "passkey-sign-in" | "passkey-add" = "passkey-sign-in") =>
    inIdentity((tx) =>
      takeCeremony(
        tx,
        new Request("http://x/", { headers: { cookie: cookie.split(";")[0] ?? "" } }),
        kind,
        null,
      ),
    )
  const cookie = await ask()
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict/)
  expect(await take("ceremony=other")).toBeNull()
  expect(await take(cookie, "passkey-add")).toBeNull()
  expect((await Promise.all(Array.from({ length: 20 }, () => take(cookie)))).filter(Boolean)).toEqual([
    { challenge: "c" },
  ])
  const late = await ask()
  await owner`update ceremonies set expires_at = now() - interval '1 second'`
  expect(await take(late)).toBeNull()
})

test("the worker forgets what means nothing any more, and no more", async () => {
  await owner`delete from sign_in_tries`
  await owner`delete from ceremonies`
  await takeTry("password", "old@x.example")
  await owner`update sign_in_tries set at = now() - interval '2 hours'`
  await takeTry("password", "new@x.example")
  await inIdentity((tx) => beginCeremony(tx, "passkey-sign-in", null, {}))
  await owner`update ceremonies set expires_at = now() - interval '1 second'`
  await inIdentity((tx) => beginCeremony(tx, "passkey-sign-in", null, {}))
  await inWorkerIdentity(pruneTries)
  const [left] = await owner`
    select (select count(*)::int from sign_in_tries) as tries, (select count(*)::int from ceremonies) as asked`
  expect(left).toEqual({ tries: 1, asked: 1 })
})
