import { expect, test } from "vitest"
import { createSession } from "#app/auth/sessions.server.ts"
import { requireClientPerson, requirePerson, requireStaff } from "#app/auth/staff.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { grants } from "#db/schema/access.ts"
import { providerAuditEntries } from "#db/schema/audit.ts"
import { sessions } from "#db/schema/identity.ts"
import { inTenant } from "#db/tenant.ts"
import { eq } from "drizzle-orm"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { type Floor, newFloor } from "../support/floor.ts"
import { newPerson } from "../support/people.ts"

/* Somebody of the provider in a client's portal: they see what its manager sees, change nothing, and it is written down. */
const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const url = await portal.listen()
const [acme, globex] = [await newFloor(), await newFloor()]
const incidents = new Map<Floor, string>()
for (const floor of [acme, globex]) {
  await floor.send([{ key: "k", title: `Disk full at ${floor.tenant.code}`, severity: "high" }])
  await floor.drain()
  const { incident } = (await floor.alerts())[0]!
  incidents.set(floor, incident!.id)
  await inTenant(floor.tenant.scope("incidents.work"), (t) =>
    addNote(t, incident!.id, { text: "for the client", lane: "client" }),
  )
}
const reason = "asked on the phone what they see"

const cookieOf = async (userId: Awaited<ReturnType<typeof newPerson>>) =>
  (await createSession(userId, { methods: ["password"] })).split(";")[0] ?? ""
const ask = (path: string, cookie: string, form?: Record<string, string>) =>
  fetch(`${url}${path}`, {
    redirect: "manual",
    headers: { cookie, origin: url },
    ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
  })
const start = (cookie: string, client: TenantId, why = reason) =>
  ask("/view-as", cookie, { act: "start", client, reason: why })
const cookieIn = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? ""

/** Somebody who views Acme's portal. */
async function viewer() {
  const userId = await newPerson({ grants: [{ role: "account" }] })
  const before = await cookieOf(userId)
  const answer = await start(before, acme.tenant.id)
  return { userId, before, answer, cookie: cookieIn(answer) }
}

const written = (userId: string, action: string) =>
  inIdentity(async (tx) => {
    const rows = await tx.sql
      .select()
      .from(providerAuditEntries)
      .where(eq(providerAuditEntries.action, action))
      .orderBy(providerAuditEntries.id)
    return rows.filter(({ actor }) => (actor as { id?: string }).id === userId)
  })

test("the view begins under a new session id, on the client's portal", async () => {
  const { userId, before, answer, cookie } = await viewer()
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/client"])
  expect(cookie).not.toBe(before)
  expect((await ask("/client", before)).headers.get("location")).toMatch(/^\/sign-in/)
  const page = await (await ask("/client", cookie)).text()
  expect(page).toContain("as provider staff until")
  expect(page).toContain(`Disk full at ${acme.tenant.code}`)
  expect(page).not.toContain(`Disk full at ${globex.tenant.code}`)
  const [entry] = await written(userId, "view-as.start")
  expect(entry).toMatchObject({ clientId: acme.tenant.id, reason, result: "ok" })
})

/** What only looking leaves out: the notice that says so, and the form of a reply. */
const looked = (main: string) =>
  main
    .replace(/<section aria-label="Viewing.*?<\/section>/s, "")
    .replace(/<form(?:(?!<\/form>).)*?value="reply".*?<\/form>/s, "")

test("what is shown is what the client's manager gets, but for the notice and the name", async () => {
  const { cookie } = await viewer()
  const manager = await cookieOf(await newPerson({ client: acme.tenant.id, role: "manager" }))
  for (const path of ["/client", `/client/incidents/${incidents.get(acme)}`]) {
    const [seen, own] = [await mainOf(path, cookie), await mainOf(path, manager)]
    expect(looked(seen)).toBe(looked(own))
  }
})

async function mainOf(path: string, cookie: string): Promise<string> {
  const text = await (await ask(path, cookie)).text()
  return /<main.*?<\/main>/s.exec(text)?.[0] ?? "no main"
}

test("another client's record answers like a random one; one's own pages are closed", async () => {
  const { cookie } = await viewer()
  const foreign = await ask(`/client/incidents/${incidents.get(globex)}`, cookie)
  const random = await ask(`/client/incidents/${crypto.randomUUID()}`, cookie)
  expect([foreign.status, random.status]).toEqual([404, 404])
  expect(await foreign.text()).not.toContain("Disk full at")
  for (const path of ["/ops/queue", "/account", "/admin", "/events", `/ops/incidents/${incidents.get(acme)}`])
    expect((await ask(path, cookie)).status, path).toBe(403)
  expect((await ask("/", cookie)).headers.get("location")).toBe("/client")
})

test("nothing can be changed, wherever it is tried, and another view needs this one left", async () => {
  const { userId, cookie } = await viewer()
  for (const path of portal.writable.filter(
    (p) => !/^\/(sign|theme|api|csp|sso|invitation|account-link)/.test(p),
  )) {
    const filled = path.replaceAll(/:\w+/g, crypto.randomUUID())
    const answer = await ask(filled, cookie, { act: "note", text: "x", lane: "client" })
    expect(answer.status, path).toBe(403)
  }
  expect((await start(cookie, globex.tenant.id)).status).toBe(403)
  expect(await written(userId, "view-as.start")).toHaveLength(1)
})

test("the guard of every page refuses whatever is not a read, before a page can think of it", async () => {
  const { userId, cookie } = await viewer()
  const as = (method: string) => new Request(`${url}/client`, { method, headers: { cookie } })
  for (const guard of [requirePerson, requireClientPerson, requireStaff])
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      await expect(guard(as(method)), `${guard.name} ${method}`).rejects.toMatchObject({ code: "forbidden" })
  expect(await written(userId, "view-as.open")).toEqual([])
  expect(await requireClientPerson(as("GET"))).toMatchObject({ clientId: acme.tenant.id, userId })
})

test("each page is written down once, with its path and the reason", async () => {
  const { userId, cookie } = await viewer()
  await ask("/client", cookie)
  await ask(`/client/incidents/${incidents.get(acme)}`, cookie)
  const entries = await written(userId, "view-as.open")
  expect(entries.map(({ after }) => (after as { path: string }).path)).toEqual([
    "/client",
    `/client/incidents/${incidents.get(acme)}`,
  ])
  for (const entry of entries) expect(entry).toMatchObject({ clientId: acme.tenant.id, reason })
})

test("leaving gives the own pages back under another id, and is written down", async () => {
  const { userId, cookie } = await viewer()
  const left = await ask("/view-as", cookie, { act: "leave" })
  expect(left.headers.get("location")).toBe("/account")
  expect((await ask("/client", cookie)).headers.get("location")).toMatch(/^\/sign-in/)
  expect((await ask("/account", cookieIn(left))).status).toBe(200)
  expect((await ask("/client", cookieIn(left))).status).toBe(404)
  expect(await written(userId, "view-as.end")).toHaveLength(1)
})

test("time ends it, and so does the loss of the right, at the next request", async () => {
  const late = await viewer()
  await inIdentity((tx) =>
    tx.sql
      .update(sessions)
      .set({ viewAs: { clientId: acme.tenant.id, reason, until: tx.now.toString() } })
      .where(eq(sessions.userId, late.userId)),
  )
  expect((await ask("/client", late.cookie)).headers.get("location")).toBe("/account?view=ended")
  expect((await ask("/account", late.cookie)).status).toBe(200)

  const bereft = await viewer()
  await inIdentity((tx) => tx.sql.delete(grants).where(eq(grants.userId, bereft.userId)))
  expect((await ask("/client", bereft.cookie)).status).toBe(302)
  expect((await ask("/account", bereft.cookie)).status).toBe(403)
})

test.each([
  ["no reason", acme.tenant.id, "         x         ", 422],
  ["a client there is not", newId<"tenant">(), reason, 404],
  ["text for an id", "acme" as TenantId, reason, 404],
])("%s starts nothing", async (_name, client, why, status) => {
  const cookie = await cookieOf(await newPerson({ grants: [{ role: "account" }] }))
  expect((await start(cookie, client, why)).status).toBe(status)
  expect((await ask("/account", cookie)).status).toBe(200)
})
