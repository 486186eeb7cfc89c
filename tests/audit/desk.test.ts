import { expect, test } from "vitest"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { createUser } from "#app/auth/create-user.server.ts"
import { verifyExport } from "#app/domain/audit/export.ts"
import { recordAudit } from "#app/domain/audit/record.server.ts"
import { newId } from "#app/kernel/ids.ts"
import type { ProviderRole } from "#app/kernel/permission.ts"
import { instant } from "#app/kernel/time.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { sealChains } from "#workers/handlers/seal-audit.ts"
import { contextOf } from "#workers/runtime.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { twoTenants } from "../support/tenants.ts"

/* The audit as its readers meet it: a real server in front, a real browser's requests, the database behind. */
const { owner, ...config } = await testDatabase()
const portal = await builtPortal(config)
const url = await portal.listen("127.0.0.1")
const { acme, globex } = await twoTenants()
const password = "fifteen characters long"
for (const table of ["audit_entries", "provider_audit_entries"])
  await owner.unsafe(`alter table ${table} no force row level security`)

let people = 0
async function person(role: ProviderRole) {
  const email = `p${++people}@x.example`
  const base = { email, name: `${role} ${people}`, role, password, clientId: null, isDemo: true }
  const id = await createUser({ ...base, discipline: "both", tier: 1 })
  const cookie = (await signIn(email, password)).headers.get("set-cookie")?.split(";")[0] ?? ""
  return { id, email, cookie, get: (path: string) => ask(path, { headers: { cookie } }) }
}

const browser = { "user-agent": "Test Browser", "x-forwarded-for": "1.1.1.1, 203.0.113.9" }
type Asked = Omit<RequestInit, "headers"> & { readonly headers?: Record<string, string> }
const ask = (path: string, init: Asked = {}) =>
  fetch(`${url}${path}`, {
    redirect: "manual",
    ...init,
    headers: { ...browser, origin: url, ...(init.headers as Record<string, string> | undefined) },
  })
const signIn = (email: string, secret: string) =>
  ask("/sign-in", { method: "POST", body: new URLSearchParams({ email, password: secret }) })

type Row = Record<string, unknown>
const provided = (action: string, actor: string) =>
  owner<
    Row[]
  >`select * from provider_audit_entries where action = ${action} and actor->>'id' = ${actor} order by id`
const write = (tenant: typeof acme, after: object) =>
  inTenant(tenant.scope(), (t) => recordAudit(t, { action: "client.update", targetId: tenant.id, after }))

const admin = await person("admin")
await write(acme, { name: "<img src=x onerror=alert(1)>" })
await write(globex, { name: "Globex" })
// Written now about another time: what the list goes by is the time of the act.
for (let day = 1; day <= 6; day++)
  await inTenantAt(globex.scope(), instant(`2026-01-0${day}T03:04:05Z`), (t) =>
    recordAudit(t, { action: "client.update", targetId: globex.id }),
  )

test("a sign-in is recorded with the address behind the proxy, the browser and the request", async () => {
  const answer = await signIn(admin.email, password)
  const [entry] = (await provided("session.create", admin.id)).toReversed()
  expect(entry).toMatchObject({
    result: "ok",
    target_id: admin.id,
    address: "203.0.113.9",
    user_agent: "Test Browser",
    request_id: answer.headers.get("x-request-id"),
  })
})

test("a failed sign-in is recorded as nobody's, with what was tried", async () => {
  expect((await signIn("Stranger@x.example", "wrong")).status).toBe(401)
  const [entry] = await owner<Row[]>`
    select * from provider_audit_entries where action = 'session.create' and result = 'refused'`
  expect(entry).toMatchObject({
    actor: { kind: "nobody" },
    after: { email: "stranger@x.example" },
    address: "203.0.113.9",
  })
})

test("tries that come too fast are refused, and recorded once", async () => {
  const statuses: number[] = []
  for (let i = 0; i < 11; i++) statuses.push((await signIn("hasty@x.example", "wrong")).status)
  expect(statuses.slice(-2)).toEqual([429, 429])
  const reasons = await owner<{ reason: string; n: number }[]>`
    select after->>'why' as reason, count(*)::int as n from provider_audit_entries where after->>'email' = 'hasty@x.example' group by 1 order by 2`
  expect(reasons[0]).toEqual({ reason: "too_many_tries", n: 1 })
  expect(reasons[1]?.n).toBeGreaterThanOrEqual(8)
})

test("making people and tokens is recorded with their role", async () => {
  const token = await createApiToken({ name: "robot", role: "lead", clientId: null })
  expect(token).toMatch(/^wfa_/)
  const made = await owner<Row[]>`
    select action, after from provider_audit_entries where action in ('user.create', 'token.create') order by id`
  expect(made[0]).toMatchObject({ action: "user.create", after: { email: admin.email, role: "admin" } })
  expect(made.at(-1)).toMatchObject({ action: "token.create", after: { name: "robot", role: "lead" } })
})

test("reading across clients is recorded once for a person, screen and hour", async () => {
  const analyst = await person("analyst")
  for (let i = 0; i < 3; i++) expect((await analyst.get("/ops/queue?view=mine")).status).toBe(200)
  expect((await analyst.get("/ops/incidents")).status).toBe(200)
  const reads = await provided("access.read", analyst.id)
  expect(reads.map((row) => row["after"])).toEqual([{ screen: "/ops/queue" }, { screen: "/ops/incidents" }])
})

test("what a role does not allow is refused, recorded and not shown", async () => {
  const analyst = await person("analyst")
  for (const path of ["/admin/audit", "/admin/audit", "/admin/audit/export?chain=provider"])
    expect((await analyst.get(path)).status, path).toBe(403)
  const refusals = await provided("access.refuse", analyst.id)
  expect(refusals.map((row) => [row["result"], row["after"]])).toEqual([
    ["refused", { missing: ["audit.read"], role: "analyst", screen: "/admin/audit" }],
    ["refused", { missing: ["audit.read"], role: "analyst", screen: "/admin/audit/export" }],
  ])
})

test("the screen shows what was done, as text, narrowed by its address", async () => {
  const all = await (await admin.get("/admin/audit")).text()
  expect(all).toContain("client.update")
  expect(all).toContain("session.create")
  expect(all).not.toContain("<img src=x")
  const narrowed = await (await admin.get(`/admin/audit?client=${globex.code}&action=client.update`)).text()
  expect(narrowed).toContain("Globex")
  expect(narrowed).not.toContain("onerror")
  const none = await (await admin.get("/admin/audit?actor=nobody-of-this-name")).text()
  expect(none).toContain("Nothing matches")
  const odd = await (await admin.get("/admin/audit?before=soon")).text()
  expect(odd).toContain("means nothing here")
})

test("what is typed becomes the address", async () => {
  const typed = encodeURIComponent(`actor:"Ana Analyst" after:2026-01-01 client:${acme.code}`)
  const answer = await admin.get(`/admin/audit?q=${typed}`)
  expect(answer.status).toBe(302)
  expect(answer.headers.get("location")).toBe(
    `/admin/audit?actor=Ana+Analyst&client=${acme.code}&after=2026-01-01`,
  )
})

const bearer = async (clientId: typeof acme.id | null) => ({
  authorization: `Bearer ${await createApiToken({ name: "api", role: "admin", clientId })}`,
})
type Page = {
  items: { id: string; at: string; client: string | null; action: string }[]
  nextCursor: string | null
}
const api = async (path: string, headers: Record<string, string>) =>
  (await (await ask(`/api/v1${path}`, { headers })).json()) as Page

test("the API pages through all of it, newest first and each once", async () => {
  const headers = await bearer(null)
  const seen: Page["items"] = []
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Page = await api(
      `/audit?limit=3&before=2100-01-01T00:00:00Z${cursor && `&cursor=${cursor}`}`,
      headers,
    )
    seen.push(...page.items)
    cursor = page.nextCursor
  }
  const [count] = await owner`
    select (select count(*) from audit_entries) + (select count(*) from provider_audit_entries) as n`
  // Each page read is itself recorded once, after the first page was made: it is not among the pages.
  expect(seen.length).toBe(Number(count?.["n"]) - 1)
  expect(new Set(seen.map((entry) => entry.id)).size).toBe(seen.length)
  const order = seen.map((entry) => Date.parse(entry.at))
  expect(order).toEqual(order.toSorted((a, b) => b - a))
})

test("a token of one client reads that client's entries alone", async () => {
  const { items } = await api("/audit?limit=200", await bearer(globex.id))
  expect(items.length).toBeGreaterThan(0)
  expect(new Set(items.map((entry) => entry.client))).toEqual(new Set([globex.id]))
  expect((await api(`/audit?client=${acme.id}`, await bearer(globex.id))).items).toEqual([])
})

test.each([
  ["action=client.update", (e: Page["items"][number]) => e.action === "client.update"],
  ["action=client", (e: Page["items"][number]) => e.action.startsWith("client")],
  ["result=refused", (e: Page["items"][number]) => !e.action.startsWith("client")],
  ["target=user", (e: Page["items"][number]) => e.action.startsWith("user.")],
] as const)("?%s narrows", async (query, fits) => {
  const { items } = await api(`/audit?limit=200&${query}`, await bearer(null))
  expect(items.length).toBeGreaterThan(0)
  expect(items.every(fits)).toBe(true)
})

test("reading the audit is recorded, with what was asked for", async () => {
  const lead = await person("lead")
  for (let i = 0; i < 2; i++) await lead.get("/admin/audit?result=refused")
  expect(await provided("audit.read", lead.id)).toMatchObject([{ after: { filter: { result: "refused" } } }])
})

test("an export holds without the portal, and is recorded before it leaves", async () => {
  await sealChains(contextOf("test"), { everything: false })
  const answer = await admin.get(`/admin/audit/export?chain=${acme.id}`)
  expect(answer.headers.get("content-disposition")).toMatch(/watchfloor-audit-.*\.ndjson/)
  const lines = (await answer.text()).split("\n")
  const verdict = await verifyExport(each(lines))
  expect(verdict).toMatchObject({ ok: true, header: { chain: acme.id, range: { from: 1 } } })
  expect(lines.join("")).not.toContain(globex.id)
  expect(await provided("audit.export", admin.id)).toMatchObject([{ client_id: acme.id }])
  expect((await admin.get(`/admin/audit/export?chain=${newId()}`)).status).toBe(404)
  const later = await (await admin.get("/admin/audit/export?chain=provider&after=2099-01-01")).text()
  expect(await verifyExport(each(later.split("\n")))).toMatchObject({
    ok: true,
    header: { range: { to: 0 } },
  })
})

test("checking on request marks the screen; a broken chain is named on it", async () => {
  const check = () => ask("/admin/audit", { method: "POST", headers: { cookie: admin.cookie } })
  expect(await (await admin.get("/admin/audit")).text()).toContain("Not verified yet")
  expect(await (await check()).text()).toContain("Verified to")
  const [entry] = await owner<{ id: string }[]>`
    update audit_entries set action = 'client.forged' where tenant_id = ${acme.id} returning id`
  const broken = await (await check()).text()
  expect(broken).toMatch(/role="alert"/)
  expect(broken).toContain(entry!.id)
  expect(broken).not.toContain("Verified to")
})

async function* each(lines: readonly string[]) {
  yield* lines
}
