import { expect, test } from "vitest"
import { beginCeremony } from "#app/auth/ceremonies.server.ts"
import { addPasskey, readNewPasskey } from "#app/auth/factors/add-passkey.server.ts"
import {
  challengeAnybody,
  challengeNewPasskey,
  challengePerson,
} from "#app/auth/factors/challenge-passkey.server.ts"
import { readFactorsView } from "#app/auth/factors/read.server.ts"
import { removeFactor } from "#app/auth/factors/remove-factor.server.ts"
import { renamePasskey } from "#app/auth/factors/rename-passkey.server.ts"
import { takePasskey } from "#app/auth/factors/take-passkey.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import type { UserRow } from "#app/auth/sessions.store.server.ts"
import { env } from "#app/env.server.ts"
import type { UserId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { testDatabase } from "../support/database.ts"
import { newPerson } from "../support/with-factors.ts"
import { softwareKey } from "../support/software-key.ts"

const { owner } = await testDatabase()
for (const table of ["users", "sessions", "passkeys"])
  await owner.unsafe(`alter table ${table} no force row level security`)

type Key = ReturnType<typeof softwareKey>

const carrying = (cookie: string) =>
  new Request(env().origin, { headers: { cookie: cookie.split(";")[0] ?? "" } })

async function addKey(user: UserRow, key = softwareKey(env().origin), name = "Desk key"): Promise<Key> {
  const { options, cookie } = await challengeNewPasskey(user)
  const made = await readNewPasskey(user, {
    request: carrying(cookie),
    text: key.register(options.challenge),
  })
  await inIdentity((tx) => addPasskey(tx, user, made, name))
  return key
}

async function use(key: Key, how: Parameters<Key["answer"]>[1], asked: UserId | null = null) {
  const { options, cookie } = asked ? await challengePerson(asked) : await challengeAnybody()
  const text = key.answer(options.challenge, how)
  return inIdentity((tx) => takePasskey(tx, { request: carrying(cookie), text }, asked))
}

test("a passkey says who its person is; the challenge asks for them to be verified", async () => {
  const user = await newPerson()
  const key = await addKey(user)
  const { options } = await challengeAnybody()
  expect(options).toMatchObject({ userVerification: "required", rpId: new URL(env().origin).hostname })
  expect(options.allowCredentials ?? []).toEqual([])
  const used = await use(key, { counter: 1, userHandle: Buffer.from(user.id).toString("base64url") })
  expect(used).toMatchObject({ ok: true, value: { id: user.id } })
})

test.each([
  ["stands still", 5],
  ["goes back", 4],
  ["goes back to nothing", 0],
])("a counter that %s is refused, and what it said before stays", async (_name, counter) => {
  const key = await addKey(await newPerson())
  expect((await use(key, { counter: 5 })).ok).toBe(true)
  expect(await use(key, { counter })).toMatchObject({ ok: false, error: { why: "wrong_passkey" } })
  expect((await use(key, { counter: 6 })).ok).toBe(true)
})

test("keys that count nothing go on saying so", async () => {
  const key = await addKey(await newPerson())
  expect((await use(key, { counter: 0 })).ok).toBe(true)
  expect((await use(key, { counter: 0 })).ok).toBe(true)
})

test("one answer, twenty times at once: one success", async () => {
  const key = await addKey(await newPerson())
  const { options, cookie } = await challengeAnybody()
  const answer = { request: carrying(cookie), text: key.answer(options.challenge, { counter: 1 }) }
  const all = await Promise.all(
    Array.from({ length: 20 }, () => inIdentity((tx) => takePasskey(tx, answer, null))),
  )
  expect(all.filter(({ ok }) => ok)).toHaveLength(1)
})

test("what does not fit is refused", async () => {
  const [ana, ivo] = [await newPerson(), await newPerson()]
  const [key, his] = [await addKey(ana), await addKey(ivo)]
  const why = async (used: ReturnType<typeof use>) => {
    const result = await used
    return result.ok ? "ok" : result.error.why
  }
  expect(await why(use(key, { counter: 1, isVerified: false }))).toBe("wrong_passkey")
  expect(await why(use(key, { counter: 1, userHandle: Buffer.from(ivo.id).toString("base64url") }))).toBe(
    "wrong_passkey",
  )
  expect(await why(use(his, { counter: 1 }, ana.id))).toBe("unknown_passkey")
  expect(await why(use(softwareKey(env().origin), { counter: 1 }))).toBe("unknown_passkey")
  const elsewhere = await challengeAnybody()
  const phished = { ...key, answer: softwareKey("https://evil.example").answer }
  const text = JSON.stringify({
    ...(JSON.parse(phished.answer(elsewhere.options.challenge, { counter: 1 })) as object),
    ...{ id: key.id, rawId: key.id },
  })
  const request = carrying(elsewhere.cookie)
  expect(await why(inIdentity((tx) => takePasskey(tx, { request, text }, null)))).toBe("wrong_passkey")
  for (const junk of ["", "null", "{}", "[1]", "{".repeat(30_000)]) {
    const { cookie } = await challengeAnybody()
    const answer = { request: carrying(cookie), text: junk }
    expect(await why(inIdentity((tx) => takePasskey(tx, answer, null)))).toBe("unknown_passkey")
  }
  expect((await use(key, { counter: 1 })).ok).toBe(true)
})

test("a challenge of one purpose is none of another", async () => {
  const user = await newPerson()
  const key = await addKey(user)
  const cookie = await inIdentity((tx) => beginCeremony(tx, "passkey-add", user.id, { challenge: "YQ" }))
  const answer = { request: carrying(cookie), text: key.answer("YQ", { counter: 1 }) }
  expect(await inIdentity((tx) => takePasskey(tx, answer, null))).toMatchObject({
    error: { why: "too_late" },
  })
})

test("a disabled person's passkey opens nothing", async () => {
  const user = await newPerson()
  const key = await addKey(user)
  await owner`update users set disabled_at = now() where id = ${user.id}`
  expect(await use(key, { counter: 1 })).toMatchObject({ ok: false, error: { why: "disabled" } })
})

test("several with names; renamed and removed by their own person alone; removal ends other sessions", async () => {
  const [ana, ivo] = [await newPerson(), await newPerson()]
  const key = await addKey(ana)
  await addKey(ana, undefined, "Phone")
  await addKey(ivo)
  const view = () => inIdentity((tx) => readFactorsView(tx, ana))
  const [desk, phone] = (await view()).keys
  await expect(inIdentity((tx) => renamePasskey(tx, ivo, desk!.id, "Mine"))).rejects.toMatchObject({
    code: "not_found",
  })
  await expect(inIdentity((tx) => renamePasskey(tx, ana, desk!.id, "  "))).rejects.toMatchObject({
    code: "invalid",
  })
  await inIdentity((tx) => renamePasskey(tx, ana, desk!.id, " Blue  key "))
  expect((await view()).keys.map(({ name }) => name)).toEqual(["Blue key", "Phone"])
  await createSession(ana.id, { methods: ["passkey"] })
  await createSession(ana.id, { methods: ["passkey"] })
  const [here] = await owner<{ handle: string }[]>`
    select handle from sessions where user_id = ${ana.id} limit 1`
  const handle = here!.handle
  const remove = (user: UserRow, passkey: string) =>
    inIdentity((tx) => removeFactor(tx, user, { passkey }, handle))
  await expect(remove(ivo, desk!.id)).rejects.toMatchObject({ code: "not_found" })
  await remove(ana, desk!.id)
  expect(await owner`select handle from sessions where user_id = ${ana.id}`).toEqual([{ handle }])
  expect((await use(key, { counter: 1 })).ok).toBe(false)
  await expect(remove(ana, phone!.id)).rejects.toMatchObject({ code: "conflict" })
  expect((await view()).keys).toHaveLength(1)
})
