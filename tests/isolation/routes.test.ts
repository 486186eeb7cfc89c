import { expect, test } from "vitest"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { createUser } from "#app/auth/create-user.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import { listFindings } from "#app/domain/findings/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { clientRoles, permissionsOfRole, providerRoles } from "#app/kernel/permission.ts"
import { operations } from "#app/routes/api/registry.ts"
import { inTenant } from "#db/tenant.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { boundPolicy } from "./bound-policy.ts"
import { calls } from "./needs/calls.ts"
import { newSharedFloor } from "../support/shared-floor.ts"
import { newId } from "#app/kernel/ids.ts"

/*
 * Every screen and every operation of the API, read from the tables the server itself runs by, asked as nobody, as a
 * stranger and as each role. A new one is covered the moment it is listed.
 */
const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const [acme, globex] = [await newFloor(), await newFloor()]
for (const floor of [acme, globex]) {
  await floor.send([{ key: "k", title: "Disk full", severity: "high" }])
  await floor.send([{ key: "f", title: "Old kernel", category: "vulnerability" }])
  await floor.drain()
}
const [finding] = await inTenant(
  acme.tenant.scope("alerts.read"),
  async (t) => (await listFindings(t, {}, { limit: 1 })).items,
)
const alert = (await acme.alerts())[0]!
const [receipt] = await acme.send([{ title: "late" }])
await acme.drain()
await inTenant(acme.tenant.scope("incidents.work"), (t) =>
  addNote(t, alert.incident!.id, { text: "for the client", lane: "client" }),
)

const [handoffId] = await Promise.all(
  [acme, globex].map(async (floor) => {
    const { incident } = (await floor.alerts())[0]!
    return inTenant(floor.tenant.scope("incidents.work"), (t) =>
      requestHandoff(t, incident!.id, {
        ...{ to: "soc", type: "consult", reasonCode: "traffic_anomaly", ask: "Yours?" },
      }),
    )
  }),
)
const shared = await newSharedFloor()
const ids: Record<string, string> = {
  clientId: acme.tenant.id,
  sourceId: acme.sourceId,
  alertId: alert.id,
  findingId: finding!.id,
  incidentId: alert.incident!.id,
  receiptId: receipt!,
  handoffId: handoffId!,
  sharedSourceId: shared.sourceId,
  listenerId: newId(),
  serviceId: newId(),
  assetId: newId(),
  entryId: newId(),
  ...(await boundPolicy(acme.tenant)),
}
const fill = (path: string, values: Readonly<Record<string, string>>) =>
  path
    .replaceAll(/[:{](\w+)\}?/g, (_m, name: string) => values[name] ?? `no-${name}`)
    .replace("/*", "/alerts")
const randomIds = Object.fromEntries(Object.keys(ids).map((name) => [name, crypto.randomUUID()]))

let made = 0
async function cookieOf(
  role: string,
  clientId: typeof acme.tenant.id | null,
): Promise<Record<string, string>> {
  const id = await createUser({
    email: `p${++made}@x.example`,
    name: role,
    role: role as "analyst",
    password: "fifteen characters long",
    clientId,
    discipline: "both",
    tier: 1,
  })
  return { cookie: (await createSession(id, { methods: ["password"] })).split(";")[0] ?? "" }
}
const bearer = async (
  role: "admin" | "analyst" | "account" | "billing" | "lead",
  clientId: typeof acme.tenant.id | null = null,
) => ({ authorization: `Bearer ${await createApiToken({ name: role, role, clientId })}` })

/** Screens nobody has to sign in for, and why. May only shrink. */
const open: Readonly<Record<string, string>> = {
  "/account-link": "a mailed link says who asks; the page itself shows nothing",
  "/invitation": "a mailed link says who asks; the page itself shows nothing",
  "/sign-in": "it is how one signs in",
  "/sign-in/forgot": "whoever forgot their password is not signed in; every address is answered alike",
  "/sign-in/reset": "a mailed link says who asks; the page itself shows nothing",
  "/sign-in/passkey": "answers posts alone: to sign in anybody may be asked for a passkey",
  "/sign-out": "answers posts alone",
  "/sso/callback/:connectionId": "it is where an identity provider sends people who are not signed in yet",
  "/sso/start": "it is how one signs in",
  "/theme": "answers posts alone, and only sets a cookie",
}

test("there are screens and operations to ask for", () => {
  expect(portal.paths.length).toBeGreaterThanOrEqual(14)
  expect(operations.length).toBeGreaterThanOrEqual(20)
  expect(portal.paths.filter((path) => open[path])).toEqual(Object.keys(open).sort())
})

test.each(portal.paths.filter((path) => !open[path]))(
  "%s: nobody is sent to sign in, with nothing shown",
  async (path) => {
    const answer = await portal.visit(fill(path, ids), path)
    expect([302, 401]).toContain(answer.status)
    if (answer.status === 302) expect(answer.headers.get("location")).toMatch(/^\/sign-in/)
    expect(answer.text).not.toContain("Disk full")
  },
)

test.each(portal.paths.filter((path) => /^\/(ops|account|admin|events)(\/|$)/.test(path)))(
  "%s: to a client's people it does not exist",
  async (path) => {
    for (const role of clientRoles)
      expect(
        (await portal.visit(fill(path, ids), path, { headers: await cookieOf(role, acme.tenant.id) })).status,
        role,
      ).toBe(404)
  },
)

test.each(portal.paths.filter((path) => path.startsWith("/client") && path.includes(":")))(
  "%s: another client's record answers like a random id",
  async (path) => {
    const headers = await cookieOf("manager", globex.tenant.id)
    const [foreign, random] = [
      await portal.ask(fill(path, ids), { headers }),
      await portal.ask(fill(path, randomIds), { headers }),
    ]
    expect(foreign.status).toBe(404)
    expect(comparable(foreign)).toEqual(comparable(random))
    expect(
      (await portal.ask(fill(path, ids), { headers: await cookieOf("manager", acme.tenant.id) })).status,
    ).toBe(200)
  },
)

test("a client's home shows its own incidents alone", async () => {
  expect((await portal.ask("/client", { headers: await cookieOf("viewer", acme.tenant.id) })).text).toContain(
    "Disk full",
  )
  expect(
    (await portal.ask("/client", { headers: await cookieOf("viewer", globex.tenant.id) })).text,
  ).not.toContain("Disk full")
})

/** Status, headers and text, without what differs from request to request. */
function comparable({ status, headers, text }: { status: number; headers: Headers; text: string }) {
  const scrub = (value: string) =>
    value.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id").replaceAll(/nonce(?:-|=")[A-Za-z0-9+/=]+/g, "nonce")
  return {
    status,
    headers: [...headers].filter(([name]) => name !== "date").map(([name, value]) => [name, scrub(value)]),
    text: scrub(text),
  }
}

const call = (
  operation: (typeof operations)[number],
  values: Readonly<Record<string, string>>,
  headers: Record<string, string>,
) => {
  const bodies: Readonly<Record<string, object>> = {
    createClient: { name: "New" },
    createSource: { adapter: "generic" },
    closeAlert: { disposition: "informational" },
    requestExclusion: { clock: values["alertId"], kind: "third_party", reason: "their line was down" },
    requestCorrection: {
      ...{ clock: values["alertId"], stoppedAt: "2026-03-02T10:05:00Z" },
      ...{ reason: "logged late", evidence: "call 7" },
    },
    noteBreachReason: { cause: "own_fault", text: "nobody saw it" },
    requireSignature: { scheme: "github" },
    mergeIncidents: { incidents: [values["incidentId"]] },
    splitIncident: { alerts: [values["alertId"]] },
    addAlerts: { alerts: [values["alertId"]] },
    releaseAlerts: { alerts: [values["alertId"]] },
    dismissCandidate: { reason: "x" },
    createIncident: { client: values["clientId"], title: "x" },
    noteIncident: { text: "x" },
    updateClient: {},
    updateSource: {},
    createService: { name: "Shop" },
    createAsset: { name: "db-1" },
    importAssets: { csv: "name\ndb-2" },
    changeRouting: { policy: null },
    settleFinding: { as: "fixed" },
    reopenFinding: { note: "x" },
    acceptFinding: { reason: "x", until: "2027-06-01T00:00:00Z" },
    planFinding: { note: "x", until: "2027-06-01T00:00:00Z" },
    addMapEntry: { field: "asset", value: "x", client: values["clientId"] },
  }
  const body = operation.body ? JSON.stringify(bodies[operation.id] ?? calls[operation.id]?.body ?? {}) : null
  return portal.ask(`/api/v1${fill(operation.path, values)}`, {
    method: operation.method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body ? { body } : {}),
  })
}

const all = operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const)
/** What belongs to the provider: a token of one client is refused before anything is looked for. */
const ofProvider = ({ id, path }: (typeof operations)[number]) =>
  /^\/(shared-sources|unrouted|sla)/.test(path) || id === "bindSlaPolicy" || id === "previewSlaPolicy"
const ofRecords = all.filter(
  ([, operation]) =>
    (operation.path.includes("{") && !ofProvider(operation)) || operation.id === "createIncident",
)

test.each(all)("%s: no token, a wrong one and a session's cookie are 401", async (_name, operation) => {
  const cookie = await cookieOf("admin", null)
  for (const headers of [
    {},
    { authorization: "Bearer wfa_0000000000000000000000000000" },
    { authorization: "Basic eA==" },
    cookie,
  ]) {
    expect((await call(operation, ids, headers as Record<string, string>)).status).toBe(401)
  }
})

test.each(ofRecords)("%s: a token of another client gets what a random id gets", async (_name, operation) => {
  const headers = await bearer("admin", globex.tenant.id)
  const [foreign, random] = [await call(operation, ids, headers), await call(operation, randomIds, headers)]
  expect(foreign.status).toBe(404)
  expect(comparable(foreign)).toEqual(comparable(random))
})

test.each(all.filter(([, o]) => ofProvider(o)))(
  "%s: a token of one client is refused",
  async (_name, operation) => {
    const headers = await bearer("admin", acme.tenant.id)
    const [real, random] = [await call(operation, ids, headers), await call(operation, randomIds, headers)]
    // A body that is no body of the operation is told so before: these send one for their reads and entries alone.
    if (real.status !== 422) expect(real.status).toBe(403)
    expect(comparable(real)).toEqual(comparable(random))
  },
)

test.each(all.filter(([, o]) => o.method === "GET" && !o.path.includes("{") && !ofProvider(o)))(
  "%s: a token of one client lists that client alone",
  async (_name, operation) => {
    const answer = await call(operation, ids, await bearer("admin", globex.tenant.id))
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain(acme.tenant.id)
    expect(answer.text).toContain(globex.tenant.id)
  },
)

test("what each role may do through the API is what the table says", async () => {
  const reads: Readonly<Record<string, string>> = {
    listClients: "clients.read",
    listSources: "sources.read",
    listAlerts: "alerts.read",
    readAlert: "alerts.read",
    listIncidents: "incidents.read",
    readIncident: "incidents.read",
    listIncidentClocks: "incidents.read",
    listAudit: "audit.read",
  }
  for (const role of providerRoles)
    for (const [id, permission] of Object.entries(reads)) {
      const operation = operations.find((o) => o.id === id)!
      const granted =
        (permissionsOfRole(role) as readonly string[]).includes(permission) &&
        (id !== "listSources" || permissionsOfRole(role).includes("clients.read"))
      expect((await call(operation, ids, await bearer(role))).status, `${role} ${id}`).toBe(
        granted ? 200 : 403,
      )
    }
})

test("every answer of the API fits its published schema", async () => {
  const headers = await bearer("admin")
  for (const operation of operations.filter((o) => o.method === "GET")) {
    const answer = await call(operation, ids, headers)
    expect(answer.status, operation.id).toBe(200)
    expect(operation.answer.safeParse(JSON.parse(answer.text)).error?.issues ?? [], operation.id).toEqual([])
  }
  const document = JSON.parse((await portal.ask("/api/v1/openapi.json")).text) as {
    openapi: string
    paths: Record<string, object>
  }
  expect(document.openapi).toBe("3.1.0")
  expect(Object.keys(document.paths).sort()).toEqual([...new Set(operations.map((o) => o.path))].sort())
})

test.each([
  ["an unknown parameter value", "/alerts?severity=purple", 422],
  ["a quote in the search", "/alerts?search=%27%20or%201%3D1--", 200],
  ["a pattern in the search", "/alerts?search=%25_%5C", 200],
  ["a parameter twice", "/alerts?severity=low&severity=high", 422],
  ["a cursor of somebody's own making", "/alerts?cursor=eyJhIjoxfQ", 422],
  ["a cursor with a wrong value", `/alerts?cursor=${Buffer.from('["x"]').toString("base64url")}`, 422],
  ["a limit over the top", "/alerts?limit=100000", 422],
  ["no such operation", "/nothing", 404],
])("%s is answered, not an error of ours", async (_name, path, status) => {
  expect((await portal.ask(`/api/v1${path}`, { headers: await bearer("admin") })).status).toBe(status)
})
