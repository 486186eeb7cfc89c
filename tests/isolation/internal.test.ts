import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { createSession } from "#app/auth/sessions.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { clientRoles } from "#app/kernel/permission.ts"
import { newId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { campaignIncidents, campaigns } from "#db/schema/correlation.ts"
import { incidents } from "#db/schema/incidents.ts"
import { builtPortal } from "../support/built-portal.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { newPerson } from "../support/people.ts"
import { operations } from "#app/routes/api/registry.ts"

/*
 * What is the provider's own is written with a word that occurs nowhere else; then a client's people ask for everything
 * there is, and never read it.
 */
const { owner: _, ...config } = await testDatabase()
const portal = await builtPortal(config)
const marker = "QUARTZHERON"

const desk = await incidentDesk()
await desk.hasProblems([{ key: "shared" }, { key: "candidate" }, { key: "merged" }])
const [shared, candidate, merged] = [
  await desk.incidentOf("shared"),
  await desk.incidentOf("candidate"),
  await desk.incidentOf("merged"),
]
const campaignId = newId<"campaign">()
for (const id of [shared, merged])
  await desk.act((t) => addNote(t, id, { text: "for the client", lane: "client" }))
await desk.act((t) => addNote(t, shared, { text: `${marker} internal`, lane: "internal" }))
await desk.act(async (t) => {
  await t.sql
    .update(incidents)
    .set({ isCandidate: true, sharedAt: t.now, title: `${marker} candidate` })
    .where(eq(incidents.id, candidate))
})
await desk.hasProblems([{ key: "hidden" }])
const hidden = await desk.incidentOf("hidden")
await desk.act((t) =>
  t.sql
    .update(incidents)
    .set({ title: `${marker} survivor` })
    .where(eq(incidents.id, hidden)),
)
await desk.act((t) => mergeIncidents(t, hidden, [merged]))
await inIdentity(async (tx) => {
  await tx.sql.insert(campaigns).values({
    ...{ id: campaignId, name: `${marker} campaign`, summary: `${marker} summary` },
    ...{ openedAt: tx.now, openedBy: marker },
  })
  for (const incidentId of [shared, merged])
    await tx.sql.insert(campaignIncidents).values({
      ...{ campaignId, clientId: desk.floor.tenant.id, incidentId },
      ...{ addedAt: tx.now, addedBy: marker },
    })
})

const fillings = [shared, merged, candidate, hidden].map((incidentId) => ({
  ...{ incidentId, campaignId, clientId: desk.floor.tenant.id },
}))
const fill = (path: string, values: Readonly<Record<string, string>>) =>
  path.replaceAll(/[:{](\w+)\}?/g, (_whole, name: string) => values[name] ?? newId())

test.each(clientRoles)(
  "2.4.5 2.4.6 2.4.8 a client's %s reads nothing of campaigns, candidates and survivors",
  async (role) => {
    const id = await newPerson({ client: desk.floor.tenant.id, role, name: "Greta" })
    const cookie = (await createSession(id, { methods: ["password"] })).split(";")[0] ?? ""
    let seen = 0
    for (const path of portal.paths)
      for (const values of /choices|incidentId/.test(path) ? fillings : fillings.slice(0, 1)) {
        const asked = path.endsWith("/choices") ? `${path}?incident=${values.incidentId}` : path
        const got = await portal.ask(fill(asked, values).replace("*", "campaigns"), { headers: { cookie } })
        expect(got.text, path).not.toContain(marker)
        if (got.text.includes("for the client")) seen += 1
      }
    // Those who may read see what was shared: the question was asked of a page that answers.
    expect(seen > 0).toBe(role !== "billing")
  },
)

test("2.4.5 the API answers nothing of a campaign, and nothing at all without a provider's token", async () => {
  for (const { path, method } of operations)
    for (const values of fillings) {
      const got = await portal.ask(`/api/v1${fill(path, values)}`, { method })
      expect(got.status).toBe(401)
      expect(got.text).not.toContain(marker)
    }
})
