import { expect, test } from "vitest"
import { createApiToken } from "#app/auth/create-api-token.server.ts"
import { listFindings } from "#app/domain/findings/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { newAsset as assetForm } from "#app/domain/services/asset.ts"
import { createAsset } from "#app/domain/services/create-asset.server.ts"
import { createService } from "#app/domain/services/create-service.server.ts"
import { newService as serviceForm } from "#app/domain/services/service.ts"
import { mapClient } from "#app/http/shared-sources.server.ts"
import { addListener } from "#app/domain/sources/add-listener.server.ts"
import { listListeners } from "#app/domain/sources/listeners.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { createWindow } from "#app/domain/maintenance/save.server.ts"
import { createSuppression } from "#app/domain/suppressions/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { operations } from "#app/routes/api/registry.ts"
import { inIdentity } from "#db/identity.ts"
import { apiTokens } from "#db/schema/identity.ts"
import { correlationRules } from "#db/schema/correlation.ts"
import { freshDefinition } from "#app/routes/admin/rules/fresh-rule.ts"
import { ssoConnections } from "#db/schema/sign-in.ts"
import { campaignIncidents, campaigns } from "#db/schema/correlation.ts"
import { type CampaignId, type CorrelationRuleId, newId } from "#app/kernel/ids.ts"
import { instantNow } from "#app/kernel/time.ts"
import { inTenant } from "#db/tenant.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { newPerson } from "../support/people.ts"
import { admin, newSharedFloor } from "../support/shared-floor.ts"
import { clockOfMetric, grantedExclusion, neglectedIncident, share } from "../support/missed-clocks.ts"
import { queueReset } from "../support/outbox.ts"
import { type Answer, expected, type Member, people, type Rights, tokens } from "./cast.ts"
import { boundPolicy } from "./bound-policy.ts"
import { calls } from "./needs/calls.ts"
import { exemptions, exemptionsAtMost } from "./needs/exemptions.ts"
import type { Declared } from "./needs/need.ts"
import { posts } from "./needs/posts.ts"
import { screens } from "./needs/screens.ts"

/*
 * Everybody asks for everything, and is told exactly what the table of roles says. What they ask for is Acme's. Read from
 * the route table and the list of operations the server itself runs by: what is new must say what it needs.
 */
const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const [acme, globex] = [await newFloor(), await newFloor()]
for (const floor of [acme, globex]) {
  await floor.send([{ key: "k", title: "Disk full", severity: "high" }])
  await floor.drain()
}
for (const key of ["f", "unasked"])
  await acme.send([{ key, title: "Old kernel", category: "vulnerability", discipline: "noc" }])
await acme.drain()
const [finding, unasked] = await inTenant(
  acme.tenant.scope("alerts.read"),
  async (t) => (await listFindings(t, {}, { limit: 2 })).items,
)
const alert = (await acme.alerts())[0]!
const [receipt] = await acme.send([{ title: "late" }])
await acme.drain()
await inTenant(acme.tenant.scope("incidents.work"), (t) =>
  addNote(t, alert.incident!.id, { text: "for the client", lane: "client" }),
)
await createApiToken({ name: "to revoke", role: "billing", clientId: null })
const [token] = await inIdentity((tx) => tx.sql.select({ id: apiTokens.id }).from(apiTokens))

const suppression = await inTenant(acme.tenant.scope("suppressions.manage"), (t) =>
  createSuppression(t, {
    ...{ name: "Noise", reason: "known", validSeconds: 3600, hideOpen: false },
    matcher: {
      mode: "all",
      conditions: [{ field: "title", op: "is", values: ["none such"], foldCase: true }],
    },
  }),
)
const windowId = await inTenant(acme.tenant.scope("suppressions.manage"), (t) =>
  createWindow(t, {
    ...{ title: "Switch", reason: "change", timeZone: "UTC", scope: { kind: "client" }, recurrence: null },
    ...{ startsAt: t.now.add({ hours: 24 }), endsAt: t.now.add({ hours: 25 }) },
  }),
)
// Asked of the NOC: the answer is the NOC's, though the incident is the SOC's.
const handoffId = await inTenant(acme.tenant.scope("incidents.work"), async (t) => {
  const attack = { title: "Attack", severity: 2, discipline: "soc", acknowledged: true } as const
  return requestHandoff(t, await openIncident(t, attack), {
    ...{ to: "noc", type: "consult", reasonCode: "patch_now", ask: "Patch it" },
  })
})
const shared = await newSharedFloor()
const inventory = acme.tenant.scope("services.manage", "services.read")
const anyName = () => `n-${crypto.randomUUID()}`
const newService = async () =>
  (await inTenant(inventory, (t) => createService(t, serviceForm.parse({ name: anyName() })))).id
const newAsset = async () =>
  (await inTenant(inventory, (t) => createAsset(t, assetForm.parse({ name: anyName() })))).id
const newEntry = async () => {
  const entry = { field: "labels.tenant", value: anyName(), clientId: acme.tenant.id }
  return (await mapClient(admin, shared.sourceId, entry)).id
}
let nextPort = 6515
const newListener = async () =>
  inTenant(acme.tenant.scope("sources.manage", "sources.read"), async (t) => {
    const { source } = await createSource(t, { adapter: "syslog", ...defaultRate })
    await addListener(t, source.id, { kind: "syslog-tcp", port: nextPort++ }, { from: 1024, to: 65_535 })
    const [made] = await listListeners(t, source.id)
    return { sourceId: source.id, listenerId: made!.id }
  })

const late = await neglectedIncident(acme.tenant, instantNow().subtract({ hours: 24 * 7 }))
await share(acme.tenant, late)

type Ids = Readonly<Record<string, string>>
const ids: Ids = {
  clientId: acme.tenant.id,
  sourceId: acme.sourceId,
  alertId: alert.id,
  findingId: finding!.id,
  incidentId: alert.incident!.id,
  receiptId: receipt!,
  mailId: (await queueReset()).id,
  tokenId: token!.id,
  userId: await newPerson({ client: acme.tenant.id, role: "viewer" }),
  connectionId: newId(),
  ruleId: newId(),
  suppressionId: suppression.id,
  windowId,
  handoffId,
  sharedSourceId: shared.sourceId,
  serviceId: await newService(),
  assetId: await newAsset(),
  entryId: await newEntry(),
  ...(await boundPolicy(acme.tenant)),
  campaignId: newId(),
  clockId: await clockOfMetric(acme.tenant, late, "resolve"),
  exclusionId: await grantedExclusion(acme.tenant, await clockOfMetric(acme.tenant, late, "acknowledge")),
  listenerId: newId(),
}
await inIdentity((tx) =>
  tx.sql.insert(ssoConnections).values({
    ...{ id: ids["connectionId"]!, clientId: globex.tenant.id, name: "Idp", issuer: "https://idp.example" },
    ...{ oauthClientId: "x", sealedSecret: "x", domains: ["globex.example"], createdAt: tx.now },
  }),
)
await inIdentity((tx) =>
  tx.sql.insert(correlationRules).values({
    ...{ id: ids["ruleId"] as CorrelationRuleId, name: "Rule", position: 1, definition: freshDefinition },
    ...{ enabled: false, createdAt: tx.now, updatedAt: tx.now, updatedBy: "test" },
  }),
)
await inIdentity(async (tx) => {
  const id = ids["campaignId"] as CampaignId
  const by = "Ana"
  await tx.sql
    .insert(campaigns)
    .values({ id, name: "Seen twice", summary: "", openedAt: tx.now, openedBy: by })
  await tx.sql.insert(campaignIncidents).values({
    ...{ campaignId: id, clientId: acme.tenant.id, incidentId: alert.incident!.id },
    ...{ addedAt: tx.now, addedBy: by },
  })
})
const random: Ids = Object.fromEntries(Object.keys(ids).map((name) => [name, crypto.randomUUID()]))
const clients = { acme: acme.tenant.id, globex: globex.tenant.id }
const everybody = await people(clients)
const everyToken = await tokens(clients)

const fill = (text: string, values: Ids) =>
  text.replaceAll(/[:{](\w+)\}?/g, (whole, name: string) => values[name] ?? whole)
type Sent = NonNullable<Declared["send"]>
const filled = (send: Sent, values: Ids) =>
  Object.fromEntries(
    Object.entries(send).map(([key, value]) => [
      key,
      typeof value === "string" ? fill(value, values) : value.map((one) => fill(one, values)),
    ]),
  )

test("everything there is says what it needs, and nothing is declared that is gone", () => {
  const exempt = Object.keys(exemptions)
  expect(exempt.length).toBeLessThanOrEqual(exemptionsAtMost)
  expect([...new Set([...Object.keys(screens), ...Object.keys(posts), ...exempt])].sort()).toEqual(
    portal.paths,
  )
  const asked = portal.writable.filter((path) => !exempt.includes(path))
  expect(Object.keys(posts).sort()).toEqual(asked)
  expect(Object.keys(calls).sort()).toEqual(operations.map((operation) => operation.id).sort())
  expect(alert.discipline).toBe("noc")
})

type Got = { readonly status: number; readonly headers: Headers; readonly text: string }

function told({ status, headers }: Got): Answer | number {
  if (status === 401) return "sign in"
  if (status === 302 && headers.get("location")?.startsWith("/sign-in?to=")) return "sign in"
  if (status === 403) return "forbidden"
  if (status === 404) return "missing"
  // Done before, or nothing left to do: it was allowed.
  return [200, 201, 204, 302, 409, 422].includes(status) ? "ok" : status
}

/** All of an answer but what differs from request to request. */
function comparable({ status, headers, text }: Got) {
  const scrub = (value: string) =>
    value
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
      .replaceAll(/nonce(?:-|=")[A-Za-z0-9+/=]+/g, "nonce")
      .replaceAll(/\b1\d{12}\b/g, "now")
  const kept = [...headers].filter(([name]) => name !== "date" && name !== "x-request-id")
  return { status, headers: kept.map(([name, value]) => [name, scrub(value)]), text: scrub(text) }
}

type Ask = (who: Member, values: Ids) => Promise<Got>

const readsAcmes = (rights: Rights) =>
  rights.side === "client" && rights.of === "acme" && rights.role !== "billing"

/** Asks as each of them; where Acme's record is not for them, a random one must answer alike to the letter. */
async function askAs(members: readonly Member[], need: Declared, ask: Ask): Promise<void> {
  for (const who of members) {
    const got = await ask(who, ids)
    const wanted = expected(need, who.rights)
    expect(`${who.name}: ${told(got)}`).toBe(`${who.name}: ${wanted}`)
    // Who may read a record and not work on it still sees it around the refusal.
    const seesAround = need.kind === "write" || (wanted === "forbidden" && readsAcmes(who.rights))
    if (wanted !== "ok" && !seesAround) expect(got.text, who.name).not.toContain("Disk full")
    if (wanted === "missing") expect(comparable(got), who.name).toEqual(comparable(await ask(who, random)))
  }
}

const entries = (table: Readonly<Record<string, Declared>>) =>
  Object.entries(table).filter(([, need]) => need.kind !== "open")

test.each(entries(screens))("%s is shown to whom it is for", async (path, need) => {
  await askAs(everybody, need, async (who, values) =>
    portal.ask(fill(path + (need.query ?? ""), values), { headers: await who.headers() }),
  )
})

test.each(entries(posts))("a post to %s is for whom it is for", async (path, need) => {
  await askAs(everybody, need, async (who, values) =>
    portal.ask(fill(path + (need.query ?? ""), values), {
      method: "POST",
      headers: await who.headers(),
      body: new URLSearchParams(
        Object.entries(filled(need.send ?? {}, values)).map(([k, v]) => [k, String(v)]),
      ),
    }),
  )
})

/** What is ended by the call is made anew for each. */
const anew: Readonly<Record<string, () => Promise<Ids>>> = {
  deleteSource: async () => {
    const made = await inTenant(acme.tenant.scope("sources.manage", "sources.read"), (t) =>
      createSource(t, { adapter: "generic", ...defaultRate }),
    )
    return { sourceId: made.source.id }
  },
  archiveService: async () => ({ serviceId: await newService() }),
  archiveAsset: async () => ({ assetId: await newAsset() }),
  removeListener: newListener,
  removeMapEntry: async () => ({ entryId: await newEntry() }),
  // Of one that somebody asks for, the answer goes by who asked.
  decideFindingAcceptance: async () => ({ findingId: unasked!.id }),
  withdrawFindingAcceptance: async () => ({ findingId: unasked!.id }),
}

test.each(operations.map((operation) => [operation.id, operation] as const))(
  "%s answers whom it is for",
  async (id, operation) => {
    const need = calls[id]!
    await askAs(everyToken, need, async (who, values) => {
      const made = values === ids ? { ...values, ...(await anew[id]?.()) } : values
      const sent = JSON.stringify(need.body ?? filled(need.send ?? {}, made))
      const body = operation.body ? { body: fill(sent, made) } : {}
      return portal.ask(`/api/v1${fill(operation.path, made)}`, {
        method: operation.method,
        headers: { ...(await who.headers()), "content-type": "application/json" },
        ...body,
      })
    })
  },
)

test("a verdict is taken from whom the alert is for; to the others it is no alert, or they are told what they lack", async () => {
  const need = { kind: "write", needs: ["alerts.triage", "incidents.work"] } as const
  for (const who of everybody) {
    const verdict = async (id: string) =>
      portal.ask("/ops/queue/verdict", {
        method: "POST",
        headers: await who.headers(),
        body: new URLSearchParams({ verdict: "take", over: "yes", id }),
      })
    const got = await verdict(alert.id)
    const wanted = expected(need, who.rights)
    if (who.rights.side !== "provider") {
      expect(`${who.name}: ${told(got)}`).toBe(`${who.name}: ${wanted}`)
      continue
    }
    expect(got.status, who.name).toBe(200)
    const [{ why = "" }] = (JSON.parse(got.text) as { value: [{ why?: string }] }).value
    const refused = /lacks|is covered by/.test(why)
    const answer = refused ? "forbidden" : why === "Alert not found." ? "missing" : "ok"
    expect(`${who.name}: ${answer}`).toBe(`${who.name}: ${wanted}`)
    if (wanted === "missing") expect(comparable(got)).toEqual(comparable(await verdict(random["alertId"]!)))
  }
})
