import { afterAll, beforeEach, expect, test } from "vitest"
import { findSession } from "#app/auth/sessions.server.ts"
import { sha256 } from "#app/auth/secrets.ts"
import { createUser } from "#app/auth/create-user.server.ts"
import { allowLinks, unlink } from "#app/auth/sso/link.server.ts"
import { setConnectionEnabled } from "#app/auth/sso/disable.server.ts"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import { clientSecurity } from "#db/schema/access.ts"
import { invitations } from "#db/schema/sign-in.ts"
import { testDatabase } from "../support/database.ts"
import { startIdentityProvider } from "../support/identity-provider.ts"
import { connect, newBarePerson, newPerson, password, signInThrough } from "../support/sso.ts"
import { twoTenants } from "../support/tenants.ts"

/* Who a subject of an identity provider is here, against a real OpenID provider and a real database. */
const { owner } = await testDatabase()
const [idp, other] = [await startIdentityProvider(), await startIdentityProvider()]
afterAll(() => Promise.all([idp.stop(), other.stop()]))
const { acme, globex } = await twoTenants()
const admin = await newPerson("admin", null)
const ofAcme = await connect(admin, idp, acme.id, "acme.example")
const ofStaff = await connect(admin, idp, null, "watch.example")
for (const table of ["provider_audit_entries", "users", "grants", "sso_identities", "invitations"])
  await owner.unsafe(`alter table ${table} no force row level security`)

beforeEach(() => {
  idp.person = null
})
let made = 0
const address = (domain = "acme.example") => `u${++made}@${domain}`
const refusals = async () =>
  (
    await owner<{ after: { why: string } }[]>`
      select after from provider_audit_entries where action = 'session.create' and result = 'refused' order by id desc`
  ).map((row) => row.after.why)

const analyst = (scope: object) => ({ role: "analyst", discipline: "soc", tier: 2, scope, expiresAt: null })

function invite(email: string, clientId: TenantId | null, more: object = {}) {
  return inIdentity((tx) =>
    tx.sql.insert(invitations).values({
      ...{ id: newId(), tokenHash: sha256(`${Math.random()}`), email, name: "Ivo Invited", clientId },
      ...{ role: clientId ? "responder" : null, createdAt: tx.now, expiresAt: plusSeconds(tx.now, 3600) },
      ...(clientId ? {} : { grants: [analyst({ kind: "all" })] }),
      ...more,
    }),
  )
}
const sessionOf = (cookie: string) => findSession(new Request("http://x/", { headers: { cookie } }))

test("an invited person of a client comes in through its provider, as what the invitation says, and comes again", async () => {
  const email = address()
  await invite(email, acme.id)
  idp.person = { sub: "ivo", email: email.toUpperCase() }
  const first = await signInThrough(ofAcme, { to: "/client/incidents/x" })
  expect(first).toMatchObject({ ok: true, due: "nothing", to: "/client/incidents/x" })
  if (!first.ok) return
  expect(first.person).toMatchObject({ email, name: "Ivo Invited", clientId: acme.id, role: "responder" })
  expect((await sessionOf(first.cookie))?.session).toMatchObject({ methods: ["sso"], pending: false })
  const [invitation] = await owner`select accepted_at from invitations where email = ${email}`
  expect(invitation?.["accepted_at"]).not.toBeNull()
  // The address has served its turn: it may change at the provider, or go.
  idp.person = { sub: "ivo", email: "elsewhere@evil.example", emailVerified: false }
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: true, person: { userId: first.person.userId } })
})

test("an invited member of staff gets the grants that were promised, and still owes a second factor", async () => {
  const email = address("watch.example")
  await invite(email, null)
  idp.person = { sub: "staff-1", email }
  const done = await signInThrough(ofStaff)
  expect(done).toMatchObject({ ok: true, due: "enrol", person: { role: "analyst", clientId: null } })
  const grants =
    await owner`select role, discipline, tier from grants where user_id = ${done.ok && done.person.userId}`
  expect(grants).toMatchObject([{ role: "analyst", discipline: "soc", tier: 2 }])
  expect(done.ok && (await sessionOf(done.cookie))?.session).toMatchObject({
    pending: true,
    steppedUpAt: null,
  })
})

test("a promise of one client is kept as one client; of a group that is gone, or of an unknown form, not at all", async () => {
  const email = address("watch.example")
  const grants = [
    analyst({ kind: "client", clientId: acme.id }),
    analyst({ kind: "group", groupId: newId() }),
  ]
  await invite(email, null, { grants })
  idp.person = { sub: "scoped", email }
  const done = await signInThrough(ofStaff)
  const held = (of: typeof done) =>
    owner`select client_id, group_id from grants where user_id = ${of.ok ? of.person.userId : null}`
  expect(await held(done)).toMatchObject([{ client_id: acme.id, group_id: null }])
  const other = address("watch.example")
  await invite(other, null, { grants: [{ ...analyst({ kind: "all" }), only: "at night" }] })
  idp.person = { sub: "odd", email: other }
  const odd = await signInThrough(ofStaff)
  expect(odd.ok).toBe(true)
  expect(await held(odd)).toEqual([])
})

test("a second factor the provider speaks of, or is trusted with, is not asked for again", async () => {
  const email = address("watch.example")
  await newBarePerson(email, null, null)
  idp.person = { sub: "staff-2", email, amr: ["pwd", "mfa"] }
  expect(await signInThrough(ofStaff)).toMatchObject({ ok: true, due: "nothing" })
  idp.person = { sub: "staff-2", email, amr: ["pwd"] }
  expect(await signInThrough(ofStaff)).toMatchObject({ ok: true, due: "enrol" })
  const trusted = await connect(admin, other, null, "trusted.example", { enforcesSecondFactor: true })
  const second = address("trusted.example")
  await newBarePerson(second, null, null)
  other.person = { sub: "staff-3", email: second }
  expect(await signInThrough(trusted)).toMatchObject({ ok: true, due: "nothing" })
})

test("a client that asks its people for a second factor is heard", async () => {
  const id = await connect(admin, other, globex.id, "globex.example")
  await inIdentity((tx) => tx.sql.insert(clientSecurity).values({ clientId: globex.id, secondFactor: true }))
  const email = address("globex.example")
  await newBarePerson(email, globex.id, "viewer")
  other.person = { sub: "g", email }
  expect(await signInThrough(id)).toMatchObject({ ok: true, due: "enrol" })
})

test("only a proof just given opens sensitive acts", async () => {
  const email = address()
  await newBarePerson(email, acme.id, "manager")
  idp.person = { sub: "fresh", email }
  const plain = await signInThrough(ofAcme)
  const again = await signInThrough(ofAcme, { again: true })
  expect(plain.ok && (await sessionOf(plain.cookie))?.session.steppedUpAt).toBeNull()
  expect(again.ok && (await sessionOf(again.cookie))?.session.steppedUpAt).not.toBeNull()
})

test.each([
  ["without an address", () => ({ sub: "r1" }), "no-address"],
  [
    "with an address that is not verified",
    (email: string) => ({ sub: "r2", email, emailVerified: false }),
    "no-address",
  ],
  ["with an address outside the domains", () => ({ sub: "r3", email: "bo@other.example" }), "no-address"],
  ["with an address of a subdomain", () => ({ sub: "r4", email: "bo@sub.acme.example" }), "no-address"],
] as const)("somebody %s is refused", async (_name, person, why) => {
  const email = address()
  await newBarePerson(email, acme.id, "viewer")
  idp.person = person(email)
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: false, why })
  expect((await refusals())[0]).toBe(why)
})

test("nobody is made without an invitation, nor by one that ran out, was withdrawn, used, or leads elsewhere", async () => {
  const email = address()
  idp.person = { sub: "stranger", email }
  const past = plusSeconds((await inIdentity(async (tx) => tx))["now"], -60)
  await invite(email, acme.id, { expiresAt: past })
  await invite(email, acme.id, { revokedAt: past })
  await invite(email, acme.id, { acceptedAt: past })
  await invite(email, globex.id)
  await invite(email, null)
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: false, why: "not-invited" })
  expect(await owner`select 1 from users where email = ${email}`).toHaveLength(0)
})

test("a client's provider signs in none of our staff and nobody of another client, and ours no client's people", async () => {
  const [theirs, staff, ours] = [address(), address(), address("watch.example")]
  await newBarePerson(theirs, globex.id, "manager")
  await newBarePerson(staff, null, null)
  await newBarePerson(ours, acme.id, "manager")
  for (const email of [theirs, staff]) {
    idp.person = { sub: email, email }
    expect(await signInThrough(ofAcme)).toMatchObject({ ok: false, why: "no-account" })
  }
  idp.person = { sub: ours, email: ours }
  expect(await signInThrough(ofStaff)).toMatchObject({ ok: false, why: "no-account" })
})

test("an account with a password is not taken over by its address: an administrator allows it, once", async () => {
  const email = address()
  const id = await createUser({ email, name: "Bo", role: "viewer", password, clientId: acme.id })
  idp.person = { sub: "bo", email }
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: false, why: "not-allowed" })
  expect(await allowLinks(admin, ofAcme, id)).toBe(1)
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: true, person: { userId: id } })
  // Another account at the provider with the address of the first, as when an address is given to somebody new.
  idp.person = { sub: "bo-the-second", email }
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: false, why: "other-account" })
  await unlink(admin, ofAcme, id)
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: false, why: "not-allowed" })
})

test("the same subject at another provider is another person", async () => {
  const email = address()
  await newBarePerson(email, acme.id, "viewer")
  idp.person = { sub: "same", email }
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: true })
  const second = await connect(admin, other, acme.id, "acme-two.example")
  other.person = { sub: "same", email }
  expect(await signInThrough(second)).toMatchObject({ ok: false, why: "no-address" })
})

test("a disabled person is refused, and so is everybody while the connection is disabled", async () => {
  const email = address()
  const id = await newBarePerson(email, acme.id, "viewer")
  idp.person = { sub: "leaver", email }
  const before = await signInThrough(ofAcme)
  expect(before.ok).toBe(true)
  await setConnectionEnabled(admin, ofAcme, false)
  expect(before.ok && (await sessionOf(before.cookie))).toBeNull()
  await expect(signInThrough(ofAcme)).rejects.toMatchObject({ code: "not_found" })
  await setConnectionEnabled(admin, ofAcme, true)
  expect((await signInThrough(ofAcme)).ok).toBe(true)
  await owner`update users set disabled_at = now() where id = ${id}`
  expect(await signInThrough(ofAcme)).toMatchObject({ ok: false, why: "no-account" })
})

test("two browsers of one new person end up as one person", async () => {
  const email = address()
  await invite(email, acme.id)
  idp.person = { sub: "twin", email }
  const both = await Promise.all([signInThrough(ofAcme), signInThrough(ofAcme)])
  expect(both.filter((one) => one.ok).length).toBeGreaterThanOrEqual(1)
  expect(await owner`select 1 from users where email = ${email}`).toHaveLength(1)
  expect(await owner`select 1 from sso_identities where subject = 'twin'`).toHaveLength(1)
  expect((await signInThrough(ofAcme)).ok).toBe(true)
})
