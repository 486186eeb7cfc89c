import { expect, test } from "vitest"
import { offerSeed } from "#app/auth/factors/authenticator.server.ts"
import { confirmAuthenticator } from "#app/auth/factors/confirm-authenticator.server.ts"
import { readFactors } from "#app/auth/factors/read.server.ts"
import { removeFactor } from "#app/auth/factors/remove-factor.server.ts"
import { renewRecoveryCodes } from "#app/auth/factors/renew-recovery-codes.server.ts"
import { takeCode } from "#app/auth/factors/take-code.server.ts"
import { takeRecoveryCode } from "#app/auth/factors/take-recovery-code.server.ts"
import { inIdentity } from "#db/identity.ts"
import { codeOf } from "../support/authenticator-code.ts"
import { testDatabase } from "../support/database.ts"
import { openOutbox } from "../support/outbox.ts"
import { hasAuthenticator, newPerson } from "../support/with-factors.ts"

const { owner, ...config } = await testDatabase()
const outbox = openOutbox(config)
const here = crypto.randomUUID()
for (const table of ["totp_secrets", "recovery_codes", "provider_audit_entries", "mail_outbox"])
  await owner.unsafe(`alter table ${table} no force row level security`)

const successes = (answers: readonly boolean[]) => answers.filter(Boolean).length
const fiftyTimes = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, work))

test("one code, fifty times at once: one success, and none afterwards", async () => {
  const user = await newPerson()
  const { code } = await hasAuthenticator(user)
  const now = code()
  expect(successes(await fiftyTimes(() => inIdentity((tx) => takeCode(tx, user.id, now))))).toBe(1)
  expect(await inIdentity((tx) => takeCode(tx, user.id, now))).toBe(false)
})

test("a code older than the last one taken is not taken, though still in the window", async () => {
  const user = await newPerson()
  const { code } = await hasAuthenticator(user)
  const [last, earlier] = [code(Date.now() + 29_000), code(Date.now() - 30_000)]
  expect(await inIdentity((tx) => takeCode(tx, user.id, last))).toBe(true)
  expect(await inIdentity((tx) => takeCode(tx, user.id, earlier))).toBe(false)
})

test("the code that sets up an app is used with it", async () => {
  const user = await newPerson()
  const offer = offerSeed(user)
  const code = codeOf(offer.text)
  await inIdentity((tx) => confirmAuthenticator(tx, user, { sealed: offer.sealed, code }, here))
  expect(await inIdentity((tx) => takeCode(tx, user.id, code))).toBe(false)
})

test("an offer is its person's alone, and a stored seed is no offer", async () => {
  const [ana, ivo] = [await newPerson(), await newPerson()]
  const offer = offerSeed(ana)
  const confirm = (user: typeof ana, sealed: string) =>
    inIdentity((tx) => confirmAuthenticator(tx, user, { sealed, code: codeOf(offer.text) }, here))
  await expect(confirm(ivo, offer.sealed)).rejects.toThrow("run out")
  await confirm(ana, offer.sealed)
  const [row] = await owner<{ sealed: string }[]>`select sealed from totp_secrets where user_id = ${ana.id}`
  await expect(confirm(ana, row!.sealed)).rejects.toThrow("run out")
})

test("one recovery code, fifty times at once: one success, one mail, nine left", async () => {
  const user = await newPerson()
  const { recovery } = await hasAuthenticator(user)
  const left = await fiftyTimes(() => inIdentity((tx) => takeRecoveryCode(tx, user, recovery[3]!)))
  expect(left.filter((n) => n !== null)).toEqual([9])
  const mails = await outbox`
    select props from mail_outbox where template = 'recovery-code-used' and to_address = ${user.email}`
  expect(mails.map(({ props }) => (props as { left: number }).left)).toEqual([9])
})

test("a recovery code is its person's alone, and ends with its set", async () => {
  const [ana, ivo] = [await newPerson(), await newPerson()]
  const [{ recovery }] = [await hasAuthenticator(ana), await hasAuthenticator(ivo)]
  expect(await inIdentity((tx) => takeRecoveryCode(tx, ivo, recovery[0]!))).toBeNull()
  const anew = await inIdentity((tx) => renewRecoveryCodes(tx, ana))
  expect(await inIdentity((tx) => takeRecoveryCode(tx, ana, recovery[0]!))).toBeNull()
  expect(await inIdentity((tx) => takeRecoveryCode(tx, ana, anew[0]!.toLowerCase()))).toBe(9)
})

test("the last factor stays with whoever must have one; else the recovery codes go with it", async () => {
  const [staff, demo] = [await newPerson(), await newPerson({ isDemo: true })]
  for (const user of [staff, demo]) await hasAuthenticator(user)
  const remove = (user: typeof staff) => inIdentity((tx) => removeFactor(tx, user, "authenticator", here))
  await expect(remove(staff)).rejects.toMatchObject({ code: "conflict" })
  expect(await inIdentity((tx) => readFactors(tx, staff.id))).toMatchObject({ hasAuthenticator: true })
  await remove(demo)
  expect(await inIdentity((tx) => readFactors(tx, demo.id))).toEqual({
    ...{ hasAuthenticator: false, passkeys: 0, recoveryCodes: 0 },
  })
  await expect(inIdentity((tx) => renewRecoveryCodes(tx, demo))).rejects.toMatchObject({ code: "conflict" })
})

test("neither seeds nor recovery codes can be read in a dump of the whole database", async () => {
  const user = await newPerson()
  const { seed, recovery } = await hasAuthenticator(user)
  await inIdentity((tx) => takeRecoveryCode(tx, user, recovery[0]!))
  const tables = await owner<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public'`
  let dump = ""
  for (const { name } of tables) {
    await owner.unsafe(`alter table ${name} no force row level security`)
    const [row] = await owner.unsafe(`select coalesce(json_agg(t)::text, '') as text from ${name} t`)
    dump += String(row?.["text"])
  }
  expect(dump).toContain(user.email)
  for (const secret of [seed, Buffer.from(seed).toString("base64"), ...recovery])
    for (const form of [secret, secret.replaceAll("-", "")]) expect(dump).not.toContain(form)
})

test("what happens to factors is recorded, with nothing that opens anything", async () => {
  const user = await newPerson()
  const { recovery } = await hasAuthenticator(user)
  await inIdentity((tx) => takeRecoveryCode(tx, user, recovery[0]!))
  const entries = await owner<{ action: string; after: unknown }[]>`
    select action, after from provider_audit_entries where target_id = ${user.id} and action like 'factor.%' order by id`
  expect(entries.map(({ action, after }) => [action, after])).toEqual([
    ["factor.enrol", { factor: "authenticator" }],
    ["factor.renew-recovery-codes", { left: 10 }],
    ["factor.use-recovery-code", { left: 9 }],
  ])
})
