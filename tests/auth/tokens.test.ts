import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import { inIdentity } from "#db/identity.ts"
import { providerAuditEntries } from "#db/schema/audit.ts"
import { apiTokens, sessions } from "#db/schema/identity.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newPerson, type WantedGrant } from "../support/people.ts"
import { twoTenants } from "../support/tenants.ts"

const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const { acme, globex } = await twoTenants()

async function signedIn(...grants: WantedGrant[]) {
  const id = await newPerson({ grants })
  const cookie = (await createSession(id, { methods: ["password"] })).split(";")[0] ?? ""
  const post = (path: string, form: [string, string][]) =>
    portal.ask(path, { method: "POST", headers: { cookie }, body: new URLSearchParams(form) })
  return { id, post, get: (path: string) => portal.ask(path, { headers: { cookie } }) }
}

const admin = await signedIn({ role: "admin" })
const wanted = (change: Record<string, string> = {}, permissions = ["clients.read"]): [string, string][] => [
  ...Object.entries({ name: "Bridge", role: "billing", client: "", expires: "30", date: "", ...change }),
  ...permissions.map((p): [string, string] => ["permission", p]),
]
const call = (token: string, path: string, init: RequestInit = {}) =>
  portal.ask(`/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}` } })

async function make(form = wanted()): Promise<string> {
  const answer = await admin.post("/admin/tokens/new", form)
  expect(answer.status).toBe(200)
  return /wfa_[\w-]{43}/.exec(answer.text)?.[0] ?? ""
}

const rowOf = (name: string) =>
  inIdentity(async (tx) => {
    const [row] = await tx.sql.select().from(apiTokens).where(eq(apiTokens.name, name))
    return row!
  })

test("a token is shown once, works, and is in no table, list or entry of the audit", async () => {
  const token = await make(wanted({ name: "Once" }))
  expect((await call(token, "/clients")).status).toBe(200)
  expect((await admin.get("/admin/tokens")).text).not.toContain(token)
  expect(JSON.stringify(await rowOf("Once"))).not.toContain(token.slice(4))
  const entries = await inIdentity((tx) => tx.sql.select().from(providerAuditEntries))
  expect(JSON.stringify(entries)).not.toContain(token.slice(4))
  expect(entries.find(({ action }) => action === "token.create")).toMatchObject({
    actor: { kind: "user", id: admin.id },
  })
})

test("the list says who made it, what it may, where, when it was last used and when it ends", async () => {
  await make(wanted({ name: "Wide", role: "analyst" }, ["alerts.read", "clients.read"]))
  const one = await make(wanted({ name: "One client", client: acme.id }))
  await call(one, "/clients")
  const page = (await admin.get("/admin/tokens")).text
  for (const text of ["Wide", "2<!-- --> of <!-- -->analyst", "One client", "Acme", "all of <!-- -->billing"])
    expect(page).toContain(text)
  expect((await rowOf("One client")).lastUsedAt).not.toBeNull()
  expect((await rowOf("One client")).permissions).toBeNull()
  expect((await rowOf("Wide")).permissions).toEqual(["alerts.read", "clients.read"])
})

test("narrowing holds, and one client is all there is", async () => {
  const token = await make(wanted({ name: "Narrow", role: "admin", client: acme.id }, ["clients.read"]))
  expect((await call(token, "/alerts")).status).toBe(403)
  const clients = (await call(token, "/clients")).text
  expect(clients).toContain(acme.id)
  expect(clients).not.toContain(globex.id)
  expect((await call(token, `/clients/${globex.id}`)).status).toBe(404)
})

test("revoking ends it with its next call, for good, and is recorded", async () => {
  const token = await make(wanted({ name: "Brief" }))
  const { id } = await rowOf("Brief")
  expect((await call(token, "/clients")).status).toBe(200)
  expect((await admin.post("/admin/tokens", [["id", id]])).status).toBe(200)
  expect((await call(token, "/clients")).status).toBe(401)
  expect((await admin.post("/admin/tokens", [["id", id]])).status).toBe(409)
  expect((await admin.post("/admin/tokens", [["id", crypto.randomUUID()]])).status).toBe(404)
  const entries = await inIdentity((tx) =>
    tx.sql.select().from(providerAuditEntries).where(eq(providerAuditEntries.action, "token.revoke")),
  )
  expect(entries).toEqual([
    expect.objectContaining({ targetId: id, before: { name: "Brief", role: "billing" } }),
  ])
})

test("an expired token is worth as little as an unknown one, to the letter", async () => {
  const token = await make(wanted({ name: "Short" }))
  await inIdentity((tx) =>
    tx.sql.update(apiTokens).set({ expiresAt: tx.now }).where(eq(apiTokens.name, "Short")),
  )
  const [over, unknown] = [await call(token, "/clients"), await call(`wfa_${"x".repeat(43)}`, "/clients")]
  expect([over.status, over.text]).toEqual([401, unknown.text])
})

test.each([
  ["no name", { name: " " }, undefined, "Give it a name"],
  ["nothing it may do", {}, [], "Leave at least one thing"],
  ["what its role does not have", {}, ["audit.read"], "Leave at least one thing"],
  ["a day that is over", { expires: "date", date: "2020-01-01" }, undefined, "not over yet"],
  ["no day at all", { expires: "date", date: "2027-02-30" }, undefined, "There is no such day."],
  ["a made-up time", { expires: "forever" }, undefined, "Choose how long"],
  ["a role there is not", { role: "king" }, undefined, "Choose a role"],
])("%s is said beside its field", async (_name, change, permissions, text) => {
  const answer = await admin.post("/admin/tokens/new", wanted(change as Record<string, string>, permissions))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(text)
})

test("a client that is not there makes no token", async () => {
  const answer = await admin.post("/admin/tokens/new", wanted({ client: crypto.randomUUID() }))
  expect(answer.status).toBe(404)
})

test("nobody makes a token that may more than they may", async () => {
  const noc = await signedIn({ role: "admin", discipline: "noc" })
  const answer = await noc.post(
    "/admin/tokens/new",
    wanted({ role: "analyst" }, ["alerts.triage", "alerts.read"]),
  )
  expect(answer.status).toBe(422)
  expect(answer.text).toContain("alerts.triage")
  expect((await noc.post("/admin/tokens/new", wanted({ role: "analyst" }, ["alerts.read"]))).status).toBe(200)
})

test("a proof of who one is that is too old sends to the step-up first, also before the form is filled in", async () => {
  const late = await signedIn({ role: "admin" })
  await inIdentity((tx) =>
    tx.sql
      .update(sessions)
      .set({ steppedUpAt: tx.now.subtract({ minutes: 16 }) })
      .where(eq(sessions.userId, late.id)),
  )
  for (const answer of [
    await late.get("/admin/tokens/new"),
    await late.post("/admin/tokens/new", wanted({ name: "Never" })),
    await late.post("/admin/tokens", [["id", (await rowOf("Wide")).id]]),
  ])
    expect(answer.headers.get("location")).toMatch(/^\/sign-in\/step-up\?to=%2Fadmin%2Ftokens/)
  expect(await rowOf("Never")).toBeUndefined()
  expect((await rowOf("Wide")).revokedAt).toBeNull()
  expect((await late.get("/admin/tokens")).status).toBe(200)
})

test("a token of the command line goes on for ever until it is revoked, and is listed as such", async () => {
  const token = await createApiToken({ name: "By hand", role: "lead", clientId: null })
  expect((await call(token, "/audit")).status).toBe(200)
  expect((await admin.get("/admin/tokens")).text).toContain("command line")
})
