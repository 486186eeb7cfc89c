import { expect, test } from "vitest"
import { withTenantOfAll } from "#app/auth/guards.server.ts"
import { mergeIncidents } from "#app/domain/incidents/merge.server.ts"
import { newId } from "#app/kernel/ids.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { staffOf } from "../support/staff-of.ts"

await testDatabase()
const incident = (id: string) => ({ kind: "incident", id }) as const

/** A NOC and a SOC incident of one client, and one of another. */
async function three() {
  const [desk, other] = [await incidentDesk(), await incidentDesk()]
  await desk.hasProblems([{ key: "noc" }])
  await desk.floor.send([
    { key: "soc", rule: "soc", title: "Theft", severity: "high", status: "firing", discipline: "soc" },
  ])
  await desk.floor.drain()
  await other.hasProblems([{ key: "far" }])
  const [noc, soc] = [await desk.incidentOf("noc"), await desk.incidentOf("soc")]
  return { desk, noc, soc, far: await other.incidentOf("far"), tenant: desk.floor.tenant.id }
}

test("2.4.8 each incident of a merge is asked for by itself: of the other discipline it is refused", async () => {
  const { desk, noc, soc } = await three()
  const merge = (who: ReturnType<typeof staffOf>) =>
    withTenantOfAll(who, [incident(noc), incident(soc)], ["incidents.work"], (t) =>
      mergeIncidents(t, noc, [soc]),
    )
  await expect(merge(staffOf("all", "analyst", "noc"))).rejects.toMatchObject({ code: "forbidden" })
  await expect(merge(staffOf("all", "account"))).rejects.toMatchObject({ code: "forbidden" })
  expect((await desk.read(soc)).mergedInto).toBeNull()
  await merge(staffOf("all"))
  expect((await desk.read(soc)).mergedInto).toBe(noc)
})

test("2.4.5 records of different clients are refused; one out of reach does not exist", async () => {
  const { noc, far, tenant } = await three()
  const both = (who: ReturnType<typeof staffOf>, id: string) =>
    withTenantOfAll(who, [incident(noc), incident(id)], ["incidents.work"], async () => "reached")
  await expect(both(staffOf("all"), far)).rejects.toMatchObject({ code: "conflict" })
  const [foreign, random] = await Promise.all(
    [far, newId()].map((id) => both(staffOf([tenant]), id).catch((error: Error) => error.message)),
  )
  expect(foreign).toBe("Incident not found.")
  expect(foreign).toBe(random)
})
