import { afterAll, expect, test } from "vitest"
import { createSession, findSession } from "#app/auth/sessions.server.ts"
import { open } from "#app/auth/sealed-text.server.ts"
import { signIn } from "#app/auth/sign-in.server.ts"
import type { ConnectionId } from "#app/auth/sso/connection.ts"
import { createConnection } from "#app/auth/sso/create.server.ts"
import { deleteConnection } from "#app/auth/sso/delete.server.ts"
import { setConnectionEnabled } from "#app/auth/sso/disable.server.ts"
import { allowLinks, unlink } from "#app/auth/sso/link.server.ts"
import { listConnections, listOwnConnections, readConnection } from "#app/auth/sso/read.server.ts"
import { previewRequirement } from "#app/auth/sso/require.server.ts"
import { findConnectionFor, routeSignIn } from "#app/auth/sso/route.server.ts"
import { testConnection } from "#app/auth/sso/test.server.ts"
import { updateConnection } from "#app/auth/sso/update.server.ts"
import { withProvider } from "#app/auth/guards.server.ts"
import { standingOf } from "#app/routes/admin/sso/standing.ts"
import { inIdentity } from "#db/identity.ts"
import { passkeys } from "#db/schema/sign-in.ts"
import { newId } from "#app/kernel/ids.ts"
import { testDatabase } from "../support/database.ts"
import { startIdentityProvider } from "../support/identity-provider.ts"
import { connect, newBarePerson, newPerson, password, signInThrough, wantedOf } from "../support/sso.ts"
import { twoTenants } from "../support/tenants.ts"

const { owner } = await testDatabase()
const idp = await startIdentityProvider()
afterAll(() => idp.stop())
const { acme, globex } = await twoTenants()
const admin = await newPerson("admin", null)
for (const table of ["provider_audit_entries", "sso_connections"])
  await owner.unsafe(`alter table ${table} no force row level security`)
const id = await connect(admin, idp, acme.id, "acme.example")
const wanted = wantedOf(idp, "new.example")
const fresh = () => newId<"connection">() as ConnectionId
const actions = async (of: ConnectionId) =>
  (
    await owner<
      { action: string }[]
    >`select action from provider_audit_entries where target_id = ${of} order by id`
  ).map((row) => row.action)

const enterBy = (email: string) => signIn(new Request("http://localhost:3000/sign-in"), email, password)

test("a connection is kept with its secret sealed, for itself alone, and recorded without it", async () => {
  const [row] = await owner`select sealed_secret, domains, issuer from sso_connections where id = ${id}`
  expect(row).toMatchObject({ domains: ["acme.example"], issuer: idp.issuer })
  expect(row?.["sealed_secret"]).not.toContain(idp.secret)
  expect(open(String(row?.["sealed_secret"]), "sso-secret", id)).toBe(idp.secret)
  expect(open(String(row?.["sealed_secret"]), "sso-secret", fresh())).toBeNull()
  const audit = JSON.stringify(await owner`select * from provider_audit_entries where target_id = ${id}`)
  expect(audit).toContain("sso.create")
  expect(audit).not.toContain(idp.secret)
})

test.each([
  ["no name", { name: "" }, "name"],
  ["no client id", { oauthClientId: "" }, "oauthClientId"],
  ["no secret", { secret: null }, "secret"],
  ["a short secret", { secret: "x" }, "secret"],
  ["no domain", { domains: [] }, "domains"],
  ["a public mail domain", { domains: ["gmail.com"] }, "domains"],
  ["a domain in capitals", { domains: ["NEW.example"] }, "domains"],
  ["the domain of another connection", { domains: ["new.example", "acme.example"] }, "domains"],
  ["a domain where another organisation's people are", { domains: ["watch.example"] }, "domains"],
  ["an issuer that is no address", { issuer: "okta" }, "issuer"],
  ["an issuer without TLS", { issuer: "http://login.example.com" }, "issuer"],
  ["an issuer in a private network", { issuer: "https://10.0.0.1" }, "issuer"],
  ["an issuer at the cloud's metadata", { issuer: "http://169.254.169.254/latest" }, "issuer"],
  ["an issuer nobody answers at", { issuer: "http://127.0.0.1:1" }, "issuer"],
])("%s is refused beside its field", async (_name, change, field) => {
  await expect(createConnection(admin, fresh(), acme.id, { ...wanted, ...change })).rejects.toMatchObject({
    ...{ code: "invalid", fields: { [field]: expect.stringMatching(/\.$/) as string } },
  })
})

const document = (change: object = {}) => ({
  ...{
    issuer: idp.issuer,
    authorization_endpoint: `${idp.issuer}/auth`,
    token_endpoint: `${idp.issuer}/token`,
  },
  ...{ jwks_uri: `${idp.issuer}/jwks`, response_types_supported: ["code"], ...change },
})
test.each([
  ["another issuer", JSON.stringify(document({ issuer: "https://evil.example" })), 200],
  ["a pattern for an issuer", JSON.stringify(document({ issuer: `${idp.issuer}/{tenantid}` })), 200],
  [
    "a token endpoint in a private network",
    JSON.stringify(document({ token_endpoint: "https://10.0.0.1/token" })),
    200,
  ],
  [
    "an authorization endpoint that is a script",
    JSON.stringify(document({ authorization_endpoint: "javascript:alert(1)" })),
    200,
  ],
  ["no keys", JSON.stringify(document({ jwks_uri: undefined })), 200],
  [
    "nothing that can be checked",
    JSON.stringify(document({ id_token_signing_alg_values_supported: ["none", "HS256"] })),
    200,
  ],
  ["a page", "<html></html>", 200],
  ["an error", "{}", 500],
  ["a redirect", "", 302],
  ["too much", JSON.stringify(document({ padding: "x".repeat(600 * 1024) })), 200],
])("a discovery document with %s is refused", async (_name, body, status) => {
  const headers = status === 302 ? { location: `${idp.issuer}/elsewhere` } : {}
  idp.instead.set("/.well-known/openid-configuration", { status, body, headers })
  idp.instead.set("/elsewhere", { status: 200, body: JSON.stringify(document()) })
  await expect(createConnection(admin, fresh(), acme.id, wanted)).rejects.toMatchObject({
    ...{ code: "invalid", fields: { issuer: expect.any(String) as string } },
  })
  expect(idp.asked.filter((ask) => ask.includes("elsewhere"))).toEqual([])
  idp.instead.clear()
})

test("of two connections that want one domain at once, one gets it", async () => {
  const gate = await owner.reserve()
  await gate`select pg_advisory_lock(hashtext('sso domains'))`
  const both = Promise.allSettled([
    createConnection(admin, fresh(), acme.id, { ...wanted, domains: ["race.example"] }),
    createConnection(admin, fresh(), acme.id, { ...wanted, domains: ["race.example"] }),
  ])
  // Both have found the domain free, and stand before the lock.
  const waiting = () =>
    owner`select 1 from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`
  await expect.poll(async () => (await waiting()).length).toBe(2)
  await gate`select pg_advisory_unlock(hashtext('sso domains'))`
  gate.release()
  expect((await both).map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"])
})

test("nobody without the permission does any of it, and asks nobody outside for it", async () => {
  const analyst = await newPerson("lead", null)
  const user = newId<"user">()
  idp.asked.length = 0
  const deeds = [
    () => createConnection(analyst, fresh(), acme.id, wanted),
    () => updateConnection(analyst, id, wanted),
    () => setConnectionEnabled(analyst, id, false),
    () => deleteConnection(analyst, id),
    () => testConnection(analyst, id),
    () => allowLinks(analyst, id),
    () => unlink(analyst, id, user),
    () => previewRequirement(analyst, { id, clientId: acme.id, domains: ["acme.example"] }),
  ]
  for (const deed of deeds) await expect(deed()).rejects.toMatchObject({ code: "forbidden" })
  expect(idp.asked).toEqual([])
})

test("what is not there is not found, and no client is made up", async () => {
  const none = fresh()
  for (const deed of [
    () => updateConnection(admin, none, wanted),
    () => setConnectionEnabled(admin, none, false),
    () => deleteConnection(admin, none),
    () => testConnection(admin, none),
    () => allowLinks(admin, none),
    () => unlink(admin, none, newId()),
    () => createConnection(admin, none, newId<"tenant">(), wanted),
  ])
    await expect(deed()).rejects.toMatchObject({ code: "not_found" })
})

test("a test says in words what it found", async () => {
  expect(await testConnection(admin, id)).toMatchObject({
    ...{ works: true, words: expect.stringContaining("accepts the client id and secret") as string },
  })
  const wrong = await connect(admin, idp, acme.id, "wrong.example", { secret: "not the right secret" })
  expect(await testConnection(admin, wrong)).toMatchObject({
    ...{ works: false, words: expect.stringContaining("does not accept the client id and secret") as string },
  })
  idp.instead.set("/.well-known/openid-configuration", { status: 503, body: "<b>down</b>" })
  const down = await testConnection(admin, id)
  expect(down).toMatchObject({ works: false, words: expect.stringContaining("unexpected status") as string })
  expect(down.words).not.toContain("<b>")
  idp.instead.clear()
  expect(await actions(id)).toContain("sso.test")
})

test("an address finds its connection by the domain, while it is enabled", async () => {
  expect(await findConnectionFor(" Somebody@ACME.example ")).toMatchObject({ id, required: false })
  expect(await findConnectionFor("somebody@sub.acme.example")).toBeNull()
  expect(await findConnectionFor("acme.example")).toBeNull()
  await setConnectionEnabled(admin, id, false)
  expect(await findConnectionFor("somebody@acme.example")).toBeNull()
  await setConnectionEnabled(admin, id, true)
})

test("changing it keeps the secret that was not typed, and says what changed", async () => {
  await updateConnection(admin, id, { ...wantedOf(idp, "acme.example"), secret: null, name: "Acme IdP" })
  const [row] = await owner`select name, sealed_secret from sso_connections where id = ${id}`
  expect(row?.["name"]).toBe("Acme IdP")
  expect(open(String(row?.["sealed_secret"]), "sso-secret", id)).toBe(idp.secret)
  const [entry] =
    await owner`select before, after from provider_audit_entries where action = 'sso.update' and target_id = ${id}`
  expect(entry).toMatchObject({ before: { name: "Sign-on of acme.example" }, after: { name: "Acme IdP" } })
})

test("the list knows when somebody last came, and a manager knows of their own organisation alone", async () => {
  await newBarePerson("list@acme.example", acme.id, "viewer")
  idp.person = { sub: "list", email: "list@acme.example" }
  expect((await signInThrough(id)).ok).toBe(true)
  const listed = await withProvider(admin, ["sso.manage"], listConnections)
  expect(listed.find((one) => one.id === id)?.lastSignInAt).not.toBeNull()
  expect(listed.find((one) => one.domains.includes("wrong.example"))?.lastSignInAt).toBeNull()
  const manager = await newPerson("manager", acme.id, "m@acme.example")
  expect(await listOwnConnections(manager)).toContainEqual({
    ...{ name: "Acme IdP", domains: ["acme.example"], required: false },
  })
  expect(await listOwnConnections(await newPerson("manager", globex.id, "m@globex.example"))).toEqual([])
  expect(await listOwnConnections(await newPerson("viewer", acme.id, "v@acme.example"))).toEqual([])
})

test("required: no password gets in, known or not; administrators keep theirs; other sessions end", async () => {
  const bo = await newPerson("viewer", acme.id, "bo@acme.example")
  const cookie = await createSession(bo.userId, { methods: ["password"] })
  const of = { id, clientId: acme.id, domains: ["acme.example"] }
  expect((await previewRequirement(admin, of)).lockedOut.map((one) => one.email)).toContain("bo@acme.example")
  await updateConnection(admin, id, { ...wantedOf(idp, "acme.example"), secret: null, required: true })
  expect(await findSession(new Request("http://x/", { headers: { cookie } }))).toBeNull()
  expect((await enterBy("bo@acme.example")).ok).toBe(false)
  const form = (email: string, way = "") => {
    const data = new FormData()
    for (const [name, value] of Object.entries({ email, way, password: "x" })) data.set(name, value)
    return data
  }
  const [known, unknown] = [
    await routeSignIn(form("bo@acme.example")),
    await routeSignIn(form("nobody@acme.example")),
  ]
  expect(known.redirect?.headers.get("location")).toBe(`/sso/start?connection=${id}`)
  expect(unknown.redirect?.headers.get("location")).toBe(known.redirect?.headers.get("location"))
  expect((await routeSignIn(form("bo@acme.example", "password"))).redirect).toBeNull()
  expect((await enterBy("bo@acme.example")).ok).toBe(false)
})

test("required of staff: an administrator's password still opens, for the day the provider is down; nobody else's does", async () => {
  const [boss, ana] = [
    await newPerson("admin", null, "boss@staff.example"),
    await newPerson("analyst", null, "ana@staff.example"),
  ]
  const ofStaff = await connect(admin, idp, null, "staff.example", { required: true })
  expect(await enterBy(boss.email)).toMatchObject({ ok: true, value: { person: { userId: boss.userId } } })
  expect((await enterBy(ana.email)).ok).toBe(false)
  expect(
    await previewRequirement(admin, { id: ofStaff, clientId: null, domains: ["staff.example"] }),
  ).toMatchObject({
    ...{ people: 1, breakGlass: 1, lockedOut: [{ email: ana.email }] },
  })
  expect(await standings(ofStaff)).toEqual({ [ana.email]: "waits", [boss.email]: "waits" })
  expect(await allowLinks(admin, ofStaff, ana.userId)).toBe(1)
  expect(await standings(ofStaff)).toEqual({ [ana.email]: "allowed", [boss.email]: "waits" })
  await setConnectionEnabled(admin, ofStaff, false)
  expect(await enterBy(ana.email)).toMatchObject({ ok: true, value: { person: { userId: ana.userId } } })
})

test("a passkey is a way in of one's own, and no reason to link on an address", async () => {
  const only = await connect(admin, idp, globex.id, "keys.example")
  const user = await newBarePerson("k@keys.example", globex.id, "viewer")
  expect(await standings(only)).toEqual({ "k@keys.example": "new" })
  await inIdentity((tx) =>
    tx.sql.insert(passkeys).values({
      ...{ id: newId(), userId: user, credentialId: "c", publicKey: new Uint8Array(1), counter: 0 },
      ...{ transports: [], name: "Key", backedUp: false, createdAt: tx.now },
    }),
  )
  expect(await standings(only)).toEqual({ "k@keys.example": "waits" })
  idp.person = { sub: "k", email: "k@keys.example" }
  expect(await signInThrough(only)).toMatchObject({ ok: false, why: "not-allowed" })
})

const standings = async (of: ConnectionId) => {
  const { people } = await withProvider(admin, ["sso.manage"], (tx) => readConnection(tx, of))
  return Object.fromEntries(people.map((one) => [one.email, standingOf(one)]))
}

test("deleting it ends what came through it and leaves the people", async () => {
  const gone = await connect(admin, idp, globex.id, "gone.example")
  const user = await newBarePerson("p@gone.example", globex.id, "viewer")
  idp.person = { sub: "gone", email: "p@gone.example" }
  const done = await signInThrough(gone)
  await deleteConnection(admin, gone)
  const cookie = done.ok ? done.cookie : ""
  expect(await findSession(new Request("http://x/", { headers: { cookie } }))).toBeNull()
  await expect(withProvider(admin, ["sso.manage"], (tx) => readConnection(tx, gone))).rejects.toMatchObject({
    code: "not_found",
  })
  await owner.unsafe("alter table users no force row level security")
  expect(await owner`select 1 from users where id = ${user}`).toHaveLength(1)
  expect(await actions(gone)).toEqual(["sso.create", "sso.link", "sso.delete"])
})
