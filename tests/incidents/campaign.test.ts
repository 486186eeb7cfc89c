import { expect, test } from "vitest"
import { withCampaigns } from "#app/auth/guards.server.ts"
import { personOf } from "#app/auth/principal.ts"
import {
  addToCampaign,
  closeCampaign,
  removeFromCampaign,
  renameCampaign,
} from "#app/domain/campaigns/change.server.ts"
import { openCampaign } from "#app/domain/campaigns/open.server.ts"
import { patternsFrom, sharedTypes } from "#app/domain/campaigns/patterns.ts"
import { listCampaigns, readCampaign } from "#app/domain/campaigns/read.server.ts"
import { listSeenAtSeveral } from "#app/domain/incidents/cross-client.server.ts"
import { mintPortfolio } from "#app/auth/mint-scope.server.ts"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import type { Reach } from "#app/kernel/scope.ts"
import { instantNow } from "#app/kernel/time.ts"
import { inPortfolio } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { staffOf } from "../support/staff-of.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()

const analystOf = (reach: Reach) => staffOf(reach)

/** Incidents of two clients that name the same address and hash. */
async function twoClients() {
  const [acme, globex] = [await incidentDesk(), await incidentDesk()]
  const own = crypto.randomUUID().replaceAll("-", "")
  const observables = [
    { type: "hash", value: own },
    { type: "ip", value: "203.0.113.9" },
    { type: "ip", value: "10.0.0.5" },
  ]
  for (const desk of [acme, globex]) await desk.hasProblems([{ key: "seen", observables }])
  const member = async (desk: typeof acme) => ({
    clientId: desk.floor.tenant.id,
    incidentId: await desk.incidentOf("seen"),
  })
  return { acme: await member(acme), globex: await member(globex), hash: own, desk: acme }
}

test("2.4.5 a campaign links incidents of several clients; who reaches one sees the others as a number", async () => {
  const { acme, globex } = await twoClients()
  const lead = analystOf("all")
  const id = await withCampaigns(lead, (tx) =>
    openCampaign(tx, { name: "Same stealer", summary: "by mail", members: [acme, globex] }),
  )
  const seenBy = (reach: Reach) => withCampaigns(analystOf(reach), (tx, r) => readCampaign(tx, r, id))
  expect(await seenBy("all")).toMatchObject({ name: "Same stealer", elsewhere: 0 })
  const limited = await seenBy([acme.clientId])
  expect(limited.elsewhere).toBe(1)
  expect(limited.members.map((m) => m.incidentId)).toEqual([acme.incidentId])
  expect(JSON.stringify(limited)).not.toContain(globex.incidentId)
  expect(JSON.stringify(limited)).not.toContain(globex.clientId)
  const stranger: TenantId = newId()
  await expect(seenBy([stranger])).rejects.toMatchObject({ code: "not_found" })
  const listed = await withCampaigns(analystOf([stranger]), (tx, r) => listCampaigns(tx, r))
  expect(listed).toEqual([])
  const here = await withCampaigns(analystOf([acme.clientId]), (tx, r) =>
    listCampaigns(tx, r, { incident: globex.incidentId }),
  )
  expect(here.flatMap((campaign) => campaign.members)).not.toContainEqual(
    expect.objectContaining({ incidentId: globex.incidentId }),
  )
})

test("2.4.5 a campaign is worked on within one's reach: add, take out, rename, close", async () => {
  const { acme, globex } = await twoClients()
  const ofAcme = analystOf([acme.clientId])
  const id = await withCampaigns(ofAcme, (tx) =>
    openCampaign(tx, { name: "One", summary: "", members: [acme] }),
  )
  await withCampaigns(analystOf("all"), (tx, reach) => addToCampaign(tx, reach, id, [globex, acme]))
  await expect(
    withCampaigns(ofAcme, (tx, reach) => removeFromCampaign(tx, reach, id, globex)),
  ).rejects.toMatchObject({ code: "not_found" })
  await expect(
    withCampaigns(ofAcme, (tx, reach) => renameCampaign(tx, reach, id, { name: " ", summary: "" })),
  ).rejects.toMatchObject({ code: "invalid" })
  await withCampaigns(ofAcme, (tx, reach) => renameCampaign(tx, reach, id, { name: "Two", summary: "s" }))
  await withCampaigns(ofAcme, (tx, reach) => closeCampaign(tx, reach, id, true))
  await expect(
    withCampaigns(ofAcme, (tx, reach) => addToCampaign(tx, reach, id, [acme])),
  ).rejects.toMatchObject({ code: "conflict" })
  const all = await withCampaigns(analystOf("all"), (tx, reach) => readCampaign(tx, reach, id))
  expect(all.name).toBe("Two")
  expect(all.members).toHaveLength(2)
  expect(all.closedAt).not.toBeNull()
  await withCampaigns(ofAcme, (tx, reach) => removeFromCampaign(tx, reach, id, acme))
  await expect(withCampaigns(ofAcme, (tx, reach) => readCampaign(tx, reach, id))).rejects.toMatchObject({
    code: "not_found",
  })
})

test("2.4.5 nobody without the permission comes near a campaign", async () => {
  const { acme } = await twoClients()
  const billing = staffOf("all", "billing")
  const user = { id: newId<"user">(), name: "Greta", email: "g@x.example", role: "manager" }
  const client = personOf({ ...user, clientId: acme.clientId }, [], instantNow())
  for (const who of [billing, client])
    await expect(withCampaigns(who, (tx, reach) => listCampaigns(tx, reach))).rejects.toMatchObject({
      code: "forbidden",
    })
})

test("2.4.5 the same public entity at two clients in reach is a pattern; a private one is none", async () => {
  const { acme, globex, hash } = await twoClients()
  const seenBy = (reach: Reach) =>
    inPortfolio(mintPortfolio<"incidents.read" | "campaigns.work">(reach, ana), async (t) =>
      patternsFrom(await listSeenAtSeveral(t, sharedTypes)),
    )
  const patterns = await seenBy([acme.clientId, globex.clientId])
  expect(patterns).toHaveLength(1)
  expect(patterns[0]).toMatchObject({ clients: 2 })
  expect(patterns[0]!.entities.map((e) => e.value).sort()).toEqual([hash, "203.0.113.9"].sort())
  expect([...patterns[0]!.incidents].sort()).toEqual([acme.incidentId, globex.incidentId].sort())
  expect(await seenBy([acme.clientId])).toEqual([])
})
