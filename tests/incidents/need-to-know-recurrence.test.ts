import { expect, test } from "vitest"
import { listClientEntries } from "#app/domain/audit/read.server.ts"
import { standInTitle } from "#app/domain/incidents/need-to-know.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import { fullSight } from "#app/kernel/sight.ts"
import type { TenantTx } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { type Case, noc, none, readAll, restricted, secret } from "../support/restricted.ts"

await testDatabase()
const again = (key: string, discipline = "soc") => ({
  ...{ key, title: `${secret} once more`, severity: "high", discipline, asset: "hr-7", rule: "R-1" },
})
const days = 24 * 3600 * 1000

/** Resolves it, and lets the same come back long after the time in which it would be reopened. */
async function comesBack(one: Case, bodies: readonly object[]): Promise<IncidentId> {
  await one.soc((t: TenantTx<"incidents.work">) => resolveIncident(t, one.id, { resolution: secret }))
  await one.floor.send(bodies, Date.now() + 2 * days)
  expect(await one.floor.drain()).toEqual([])
  const found = (await one.floor.alerts())
    .map(({ incident }) => incident?.id)
    .find((id) => id && id !== one.id)
  if (!found) throw new Error("nothing came back")
  return found
}
const read = (one: Case, id: IncidentId, sight: typeof noc) =>
  one.as(sight)((t: TenantTx<"incidents.read">) => readIncident(t, id))

test("2.12.5 a recurrence of what is need to know is so from its first moment, and the NOC never reads it", async () => {
  const one = await restricted()
  const id = await comesBack(one, [again("c")])
  for (const sight of [noc, none]) {
    expect(await read(one, id, sight)).toMatchObject({ title: standInTitle, isWithheld: true, alertCount: 0 })
    const text = await readAll({ ...one, id }, sight)
    expect(text).not.toContain(secret)
    expect(text).not.toContain("hr-7")
  }
  const whole = await read(one, id, fullSight)
  expect(whole.title).toContain(`${secret} once more`)
  expect(whole).toMatchObject({ isWithheld: false, restriction: { byName: "correlation" } })
  const entries = await one.soc((t: TenantTx<"audit.read">) => listClientEntries(t, {}, { limit: 200 }))
  expect(entries.filter((e) => e.action === "incident.restrict" && e.targetId === id)).toHaveLength(1)
})

test("2.12.5 alerts that join the recurrence leave its title where it is", async () => {
  const one = await restricted()
  const id = await comesBack(one, [again("c"), again("d")])
  await one.floor.send([again("e")], Date.now() + 2 * days + 60_000)
  await one.floor.drain()
  expect((await read(one, id, fullSight)).alertCount).toBe(3)
  expect((await read(one, id, noc)).title).toBe(standInTitle)
  expect(await readAll({ ...one, id }, noc)).not.toContain(secret)
})

test("2.12.5 once lifted, what comes back is nobody's secret", async () => {
  const one = await restricted()
  await one.lift()
  const id = await comesBack(one, [again("c")])
  expect(await read(one, id, none)).toMatchObject({ isWithheld: false, restrictedAt: null })
})
