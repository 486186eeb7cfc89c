import { expect, test } from "vitest"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { createSession } from "#app/auth/sessions.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { restrictIncident } from "#app/domain/incidents/restrict.server.ts"
import { decideCorrection } from "#app/domain/sla/corrections/decide.server.ts"
import { requestCorrection } from "#app/domain/sla/corrections/request.server.ts"
import { noteBreachReason } from "#app/domain/sla/exclusions/note-reason.server.ts"
import { requestExclusion } from "#app/domain/sla/exclusions/request.server.ts"
import { newId } from "#app/kernel/ids.ts"
import type { ProviderRole } from "#app/kernel/permission.ts"
import { instantNow } from "#app/kernel/time.ts"
import { operations } from "#app/routes/api/registry.ts"
import { inIdentity } from "#db/identity.ts"
import { campaignIncidents, campaigns } from "#db/schema/correlation.ts"
import { inTenant } from "#db/tenant.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { exploitedFinding } from "../support/exploited-finding.ts"
import { newFloor } from "../support/floor.ts"
import { clockOfMetric, lena } from "../support/missed-clocks.ts"
import { newPerson } from "../support/people.ts"
import { calls } from "./needs/calls.ts"
import { posts } from "./needs/posts.ts"
import { screens } from "./needs/screens.ts"

/*
 * Somebody of the NOC asks for everything there is, with every id of an incident that is need to know: in no answer stands
 * a word of it. Read from the tables of screens, posts and operations: what is new is walked too.
 */
const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const floor = await newFloor()
/** In its title, its alerts and their payload, its notes, and every reason that somebody typed. */
const marker = "Zebrafinch"
const ask = "Cut the segment off"
const target = "10.77.0.0/16"

const longAgo = Date.now() - 3 * 24 * 3600 * 1000
await floor.send(
  ["a", "b"].map((key) => ({
    ...{ key, title: `${marker} ${key}`, severity: "critical", discipline: "soc", rule: `${marker} rule` },
    ...{ asset: `${marker}-host`, description: `${marker} seen`, labels: { who: marker } },
    observables: [{ type: "domain", value: `${marker}.example` }],
  })),
  longAgo,
)
await floor.drain()
const [alert] = await floor.alerts()
const incidentId = alert!.incident!.id
const { tenant } = floor
const handoffId = await inTenant(tenant.scope("incidents.work"), async (t) => {
  await acknowledgeIncident(t, incidentId)
  await addNote(t, incidentId, { text: `${marker} internally`, lane: "internal" })
  await addNote(t, incidentId, { text: `${marker} to the client`, lane: "client" })
  await confirmIncident(t, incidentId, { verdict: "malicious", reason: `${marker} is why` })
  return requestHandoff(t, incidentId, {
    ...{ to: "noc", type: "joint", reasonCode: "isolate_segment", ask, targets: [target] },
    ...{ approval: "pre_approved", agreement: "Clause 7" },
  })
})
const clockId = await clockOfMetric(tenant, incidentId, "acknowledge")
await inTenant(tenant.scope("sla.exclude"), (t) =>
  noteBreachReason(t, clockId, { cause: "own_fault", text: `${marker} took long` }),
)
const correctionId = await inTenant(tenant.scope("sla.exclude"), (t) =>
  requestCorrection(t, clockId, { stoppedAt: t.now, reason: `${marker} rang`, evidence: marker }),
)
await inTenant(mintScope<"sla.approve">(tenant.id, lena), (t) =>
  decideCorrection(t, correctionId, { approve: false, comment: `${marker} did not` }),
)
const exclusionId = await inTenant(tenant.scope("sla.exclude"), (t) =>
  requestExclusion(t, clockId, { kind: "third_party", reason: `${marker} was late`, evidence: marker }),
)
const campaignId = newId<"campaign">()
await inIdentity(async (tx) => {
  await tx.sql
    .insert(campaigns)
    .values({ id: campaignId, name: "Wave", summary: "", openedAt: tx.now, openedBy: "Ana" })
  await tx.sql
    .insert(campaignIncidents)
    .values({ campaignId, clientId: tenant.id, incidentId, addedAt: tx.now, addedBy: "Ana" })
})
const { findingId, causedBy } = await exploitedFinding(floor, marker, longAgo)
const ids: Readonly<Record<string, string>> = {
  ...{ clientId: tenant.id, sourceId: floor.sourceId, alertId: alert!.id, incidentId, handoffId },
  ...{ clockId, exclusionId, campaignId, findingId },
}
await inTenant(tenant.scope("incidents.work", "incidents.restricted"), (t) =>
  restrictIncident(t, incidentId, { reason: `${marker} is one of theirs` }),
)
await inTenant(tenant.scope("incidents.work", "incidents.restricted"), (t) =>
  restrictIncident(t, causedBy, { reason: `${marker} is in it` }),
)

type Headers = Record<string, string>
const fill = (text: string) => text.replaceAll(/[:{](\w+)\}?/g, (whole, name: string) => ids[name] ?? whole)
const filled = (value: unknown): unknown => JSON.parse(fill(JSON.stringify(value)))

async function sessionOf(role: ProviderRole, discipline: "noc" | "soc" | "both"): Promise<Headers> {
  const grant = { role, ...(discipline === "both" ? {} : { discipline }) }
  const id = await newPerson({ name: `${role} ${discipline}`, grants: [grant] })
  return { cookie: (await createSession(id, { methods: ["password"] })).split(";")[0] ?? "" }
}

/** Answers that hold the marker, by what was asked. */
async function tellingScreens(headers: Headers, more: readonly string[] = []): Promise<string[]> {
  const telling: string[] = []
  const asked = Object.entries(screens).flatMap(([path, { query = "" }]) => [
    path + query,
    `${path}.data${query}`,
  ])
  for (const path of [...asked, ...more]) {
    const { text } = await portal.ask(fill(path), { headers })
    if (text.includes(marker)) telling.push(path)
  }
  return telling
}

async function tellingCalls(headers: Headers, which: (method: string) => boolean): Promise<string[]> {
  const telling: string[] = []
  for (const operation of operations.filter(({ method }) => which(method))) {
    const need = calls[operation.id]
    const body = operation.body ? { body: JSON.stringify(filled(need?.body ?? need?.send ?? {})) } : {}
    const query = operation.id === "listAlerts" || operation.id === "listIncidents" ? "?limit=100" : ""
    const { text } = await portal.ask(`/api/v1${fill(operation.path)}${query}`, {
      method: operation.method,
      headers: { ...headers, "content-type": "application/json" },
      ...body,
    })
    if (text.includes(marker)) telling.push(operation.id)
  }
  return telling
}

const searches = [
  "/ops/incidents?q=Zebra",
  "/ops/incidents?view=open",
  "/ops/incidents/choices?q=Zebra&incident={incidentId}",
  "/ops/sla?tab=breaches",
  "/ops/noise?client={clientId}",
  "/admin/audit?target={incidentId}",
  "/admin/audit?target={alertId}",
]
const token = async (
  role: ProviderRole,
  permissions?: Parameters<typeof createApiToken>[0]["permissions"],
) => {
  const secret = await createApiToken({
    name: role,
    role,
    clientId: null,
    ...(permissions ? { permissions } : {}),
  })
  return { authorization: `Bearer ${secret}` }
}
const reading = [
  "incidents.read",
  "alerts.read",
  "clients.read",
  "sla.read",
  "audit.read",
  "sources.read",
] as const

test("2.12.5 the SOC reads it: were the marker nowhere, the rest would prove nothing", async () => {
  const soc = await tellingScreens(await sessionOf("lead", "soc"), searches)
  const places = [
    ...["/ops/queue", "/ops/alerts/:alertId", "/ops/alerts/:alertId/facts", "/ops/incidents"],
    ...["/ops/incidents/:incidentId", "/admin/audit", "/ops/sla/clocks/:clockId"],
    "/ops/sla/clocks/:clockId/stop",
    ...["/ops/incidents?q=Zebra", "/ops/noise?client={clientId}", "/admin/audit?target={incidentId}"],
  ]
  expect(soc).toEqual(expect.arrayContaining(places))
  const told = await tellingCalls(await token("analyst"), (method) => method === "GET")
  expect(told).toEqual(
    expect.arrayContaining([
      "listAlerts",
      "readAlert",
      "listIncidents",
      "readIncident",
      "listBreaches",
      "listCorrections",
    ]),
  )
})

test.each([
  ["analyst", "noc"],
  ["lead", "noc"],
  ["account", "both"],
  ["billing", "both"],
] as const)("2.12.5 no screen tells a %s (%s) a word of it", async (role, discipline) => {
  expect(await tellingScreens(await sessionOf(role, discipline), searches)).toEqual([])
})

test("2.12.5 no operation tells it to a token that is not of the SOC, whatever else it may read", async () => {
  for (const headers of [await token("admin", reading), await token("account")])
    expect(await tellingCalls(headers, () => true)).toEqual([])
})

test("2.12.5 no post answers the NOC with it", async () => {
  const headers = await sessionOf("lead", "noc")
  const telling: string[] = []
  for (const [path, need] of Object.entries(posts)) {
    const form = new URLSearchParams()
    const send = filled(need.send ?? {}) as Record<string, string | string[]>
    for (const [name, value] of Object.entries(send)) form.set(name, String(value))
    const { text } = await portal.ask(fill(path + (need.query ?? "")), {
      method: "POST",
      headers,
      body: form,
    })
    if (text.includes(marker)) telling.push(path)
  }
  expect(telling).toEqual([])
})

test("2.12.5 the NOC reads what it is asked, and why the rest is withheld", async () => {
  const headers = await sessionOf("analyst", "noc")
  const page = (await portal.ask(fill("/ops/incidents/:incidentId"), { headers })).text
  for (const shown of [ask, target, "Need to know", tenant.code, "SLA clocks"]) expect(page).toContain(shown)
  expect((await portal.ask("/ops/queue", { headers })).text).toContain(ask)
  const { text } = await portal.ask(fill("/ops/incidents/:incidentId"), {
    headers: await sessionOf("account", "both"),
  })
  expect(text).not.toContain(ask)
  expect(text).not.toContain(target)
})

test("2.12.5 its client reads it as before", async () => {
  const id = await newPerson({ client: tenant.id, role: "manager" })
  const own = { cookie: (await createSession(id, { methods: ["password"] })).split(";")[0] ?? "" }
  const page = fill("/client/incidents/:incidentId")
  expect((await portal.ask(page, { headers: own })).text).toContain(marker)
})

test("2.12.5 once resolved its resolution is withheld too", async () => {
  await inTenant(tenant.scope("incidents.work"), (t) =>
    resolveIncident(t, incidentId, { resolution: `${marker} was let go at ${instantNow().toString()}` }),
  )
  const headers = await sessionOf("analyst", "noc")
  expect(await tellingScreens(headers, ["/ops/incidents?view=resolved"])).toEqual([])
})
