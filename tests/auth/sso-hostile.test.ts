import { afterAll, afterEach, beforeEach, expect, test } from "vitest"
import { beginSso, forgetDiscovered } from "#app/auth/sso/begin.server.ts"
import { finishSso } from "#app/auth/sso/finish.server.ts"
import { updateConnection } from "#app/auth/sso/update.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { testDatabase } from "../support/database.ts"
import { forge, startIdentityProvider } from "../support/identity-provider.ts"
import { comeBack, connect, newBarePerson, newPerson, signInThrough, wantedOf } from "../support/sso.ts"
import { newTenant } from "../support/tenants.ts"

/* Answers that are not what was asked for: each is refused, recorded, and signs nobody in. */
const { owner } = await testDatabase()
const [idp, evil] = [await startIdentityProvider(), await startIdentityProvider()]
afterAll(() => Promise.all([idp.stop(), evil.stop()]))
const acme = await newTenant()
const admin = await newPerson("admin", null)
const honest = await connect(admin, idp, acme.id, "acme.example")
const attacker = await connect(admin, evil, acme.id, "evil.example")
await newBarePerson("bo@acme.example", acme.id, "manager")
for (const table of ["provider_audit_entries", "sessions", "ceremonies", "sso_connections"])
  await owner.unsafe(`alter table ${table} no force row level security`)

let before = 0
const sessions = async () => (await owner`select 1 from sessions`).length
const newest = async () =>
  (
    await owner`select result, after from provider_audit_entries where action = 'session.create' order by id desc limit 1`
  )[0]

const anyStale = async () =>
  (
    await owner`select result, after from provider_audit_entries where after ->> 'why' = 'stale' order by id desc limit 1`
  )[0]

beforeEach(async () => {
  idp.person = { sub: "bo", email: "bo@acme.example" }
  evil.person = { sub: "bo", email: "bo@acme.example" }
  before = await sessions()
})
afterEach(() => {
  for (const one of [idp, evil]) {
    one.tamper = null
    one.instead.clear()
  }
})

async function expectRefused(work: Promise<object>, why: string | RegExp) {
  expect(await work).toMatchObject({ ok: false, why: expect.stringMatching(why) as string })
  expect(await sessions()).toBe(before)
  // Who comes without having begun is noted once an hour.
  const entry = why === "stale" ? await anyStale() : await newest()
  expect(entry).toMatchObject({
    ...{ result: "refused", after: { method: "sso", why: expect.stringMatching(why) as string } },
  })
}

test("what is as it should be signs in: the refusals below are not of something else", async () => {
  idp.tamper = (token) => forge(token, (claims) => claims)
  expect(await signInThrough(honest)).toMatchObject({ ok: true })
})

const hour = 3600
test.each([
  ["another issuer", (t: string) => forge(t, (c) => ({ ...c, iss: "https://evil.example" }))],
  ["another audience", (t: string) => forge(t, (c) => ({ ...c, aud: "somebody-else" }))],
  [
    "two audiences and no word for whom",
    (t: string) => forge(t, (c) => ({ ...c, aud: ["watchfloor", "x"] })),
  ],
  ["another nonce", (t: string) => forge(t, (c) => ({ ...c, nonce: "another" }))],
  ["no nonce", (t: string) => forge(t, (c) => ({ ...c, nonce: undefined }))],
  [
    "an end in the past",
    (t: string) => forge(t, (c) => ({ ...c, exp: Math.floor(Date.now() / 1000) - hour })),
  ],
  ["no end", (t: string) => forge(t, (c) => ({ ...c, exp: undefined }))],
  [
    "a beginning in the future",
    (t: string) => forge(t, (c) => ({ ...c, nbf: Math.floor(Date.now() / 1000) + hour })),
  ],
  ["no subject", (t: string) => forge(t, (c) => ({ ...c, sub: undefined }))],
  ["an empty subject", (t: string) => forge(t, (c) => ({ ...c, sub: "" }))],
  ["a subject that is no text", (t: string) => forge(t, (c) => ({ ...c, sub: { $ne: null } }))],
  ["no signature (alg none)", (t: string) => forge(t, (c) => c, "none")],
  ["another key under the name of the right one", (t: string) => forge(t, (c) => c, "other")],
  ["a signature cut off", (t: string) => t.replace(/\.[^.]+$/, ".")],
  ["no form at all", () => "rubbish"],
])("an ID token with %s", async (_name, tamper) => {
  idp.tamper = tamper
  await expectRefused(signInThrough(honest), "unusable")
})

test("claims about another subject from the user info", async () => {
  idp.instead.set("/me", {
    status: 200,
    body: JSON.stringify({ sub: "ceo", email: "ceo@acme.example", email_verified: true }),
  })
  const stranger = { sub: "stranger", email: "x@acme.example" }
  idp.person = stranger
  await expectRefused(signInThrough(honest), "unusable")
})

test("the state of another browser", async () => {
  const mine = await comeBack(honest)
  const theirs = await comeBack(honest)
  const swapped = new Request(mine.url, { headers: { cookie: theirs.headers.get("cookie") ?? "" } })
  await expectRefused(finishSso(swapped, honest), "unusable")
  await expectRefused(finishSso(new Request(mine.url), honest), "stale")
})

test("the same answer twice: the second time there is nothing left to answer to", async () => {
  const back = await comeBack(honest)
  expect(await finishSso(back, honest)).toMatchObject({ ok: true })
  before = await sessions()
  await expectRefused(finishSso(back, honest), "stale")
})

test("a code that was used already, in a sign-in of its own", async () => {
  const first = await comeBack(honest)
  const code = new URL(first.url).searchParams.get("code") ?? ""
  const second = await comeBack(honest)
  expect(await finishSso(first, honest)).toMatchObject({ ok: true })
  before = await sessions()
  const url = new URL(second.url)
  url.searchParams.set("code", code)
  const replayed = new Request(url, { headers: { cookie: second.headers.get("cookie") ?? "" } })
  await expectRefused(finishSso(replayed, honest), "spent")
})

test("a sign-in that took longer than ten minutes", async () => {
  const back = await comeBack(honest)
  await owner`update ceremonies set expires_at = now() where kind = 'sso'`
  await expectRefused(finishSso(back, honest), "stale")
})

test("mix-up: a code of the honest provider, brought to the attacker's connection, never leaves the portal", async () => {
  const begun = await beginSso(attacker, { to: "" })
  const code = new URL((await comeBack(honest)).url).searchParams.get("code") ?? ""
  const cookie = begun.ok ? (begun.cookie.split(";")[0] ?? "") : ""
  const state = begun.ok ? (new URL(begun.location).searchParams.get("state") ?? "") : ""
  evil.asked.length = 0
  const query = new URLSearchParams({ code, state, iss: idp.issuer })
  // The honest provider sends the browser to the honest connection's address: the ceremony is another's.
  await expectRefused(
    finishSso(
      new Request(`http://localhost:3000/sso/callback/${honest}?${query}`, { headers: { cookie } }),
      honest,
    ),
    "stale",
  )
  expect(await newest()).toMatchObject({ after: { why: "stale", begunFor: attacker } })
  expect(evil.asked.filter((ask) => ask === "POST /token")).toEqual([])
})

test("mix-up: an answer that names another issuer", async () => {
  const back = await comeBack(attacker)
  const url = new URL(back.url)
  url.searchParams.set("iss", idp.issuer)
  const mixed = new Request(url, { headers: { cookie: back.headers.get("cookie") ?? "" } })
  await expectRefused(finishSso(mixed, attacker), "unusable")
})

test("the attacker's provider claims an address of another domain, with the honest provider's subject", async () => {
  expect(await signInThrough(honest)).toMatchObject({ ok: true })
  before = await sessions()
  await expectRefused(signInThrough(attacker), "no-address")
})

test("a no is a no, and the provider's own words go nowhere", async () => {
  idp.person = null
  await expectRefused(signInThrough(honest), "declined")
  expect(JSON.stringify(await newest())).not.toContain("said no")
})

test.each([
  ["/token", { status: 500, body: "<html>down</html>" }, "unusable"],
  ["/token", { status: 200, body: "{}" }, "unusable"],
  ["/token", { status: 200, body: "[".repeat(10_000) }, "unusable"],
  ["/token", { status: 302, body: "", headers: { location: "http://127.0.0.1:1/" } }, "unusable"],
  ["/token", { status: 200, body: `"${"x".repeat(600 * 1024)}"` }, "unreachable"],
  ["/token", { status: 401, body: '{"error":"invalid_client","error_description":"<script>"}' }, "unusable"],
  ["/jwks", { status: 200, body: '{"keys":[]}' }, "unusable"],
] as const)("nonsense from %s (%j)", async (path, answer, why) => {
  // Keys are remembered for a while: a provider nobody has asked yet.
  const fresh = await startIdentityProvider()
  const id = await connect(admin, fresh, acme.id, `n${newId().slice(-12)}.example`)
  fresh.person = { sub: "bo", email: "bo@acme.example" }
  const back = await comeBack(id)
  fresh.instead.set(path, answer)
  await expectRefused(finishSso(back, id), why)
  expect(JSON.stringify(await newest())).not.toContain("<script>")
  await fresh.stop()
})

test("a provider that went silent: beginning says so by its name, and ending as well", async () => {
  const fresh = await startIdentityProvider()
  const id = await connect(admin, fresh, acme.id, "silent.example")
  fresh.person = { sub: "s", email: "s@silent.example" }
  const back = await comeBack(id)
  await fresh.stop()
  await expectRefused(finishSso(back, id), "unreachable")
  await updateConnection(admin, id, { ...wantedOf(fresh, "silent.example"), name: "Silent IdP" })
  // What was found half a minute ago may still be used to begin.
  forgetDiscovered(fresh.issuer)
  expect(await beginSso(id, { to: "" })).toEqual({ ok: false, name: "Silent IdP" })
})

test("another issuer for a connection makes everybody unknown, and what was begun under the old one worthless", async () => {
  const back = await comeBack(honest)
  await updateConnection(admin, honest, { ...wantedOf(evil, "acme.example"), name: "Moved" })
  // Those who came through the old one are out.
  expect(await sessions()).toBe(0)
  before = 0
  await expectRefused(finishSso(back, honest), "unusable")
  evil.registerRedirect(`http://localhost:3000/sso/callback/${honest}`)
  evil.person = { sub: "bo", email: "nobody@acme.example" }
  await expectRefused(signInThrough(honest), "not-invited")
})

test("the state, the nonce and the verifier stand nowhere in the clear, and neither does the client secret", async () => {
  const begun = await beginSso(honest, { to: "" })
  const asked = new URL(begun.ok ? begun.location : "")
  expect(asked.searchParams.get("code_challenge_method")).toBe("S256")
  const rows = JSON.stringify([
    await owner`select * from ceremonies`,
    await owner`select * from sso_connections`,
  ])
  for (const secret of [
    asked.searchParams.get("state")!,
    asked.searchParams.get("nonce")!,
    idp.secret,
    "verifier",
  ])
    expect(rows).not.toContain(secret)
  expect(begun.ok && begun.cookie).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=600/)
})
