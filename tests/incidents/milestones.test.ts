import { describe, expect, test } from "vitest"
import { changeFlavour } from "#app/domain/incidents/change-flavour.server.ts"
import { confirmIncident } from "#app/domain/incidents/confirm.server.ts"
import { containIncident } from "#app/domain/incidents/contain.server.ts"
import { noteImpact } from "#app/domain/incidents/note-impact.server.ts"
import { restoreService } from "#app/domain/incidents/restore-service.server.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { testDatabase } from "../support/database.ts"
import { promisedIncident, start } from "../support/promised-incident.ts"

await testDatabase()
type Desk = Awaited<ReturnType<typeof promisedIncident>>
const confirm = (one: Desk, minutes: number, verdict: "malicious" | "downgraded" = "malicious") =>
  one.at(minutes, (t) => confirmIncident(t, one.id, { verdict, reason: "Beacon to a known host" }))
const contain = (one: Desk, minutes: number, how: "verified" | "not_needed" = "verified") =>
  one.at(minutes, (t) => containIncident(t, one.id, { how, account: "Host is off the network" }))
const hit = (one: Desk, minutes: number, services: readonly string[], since = minutes) =>
  one.at(minutes, (t) => noteImpact(t, one.id, { services, since: plusSeconds(start, since * 60) }))

describe("2.9.2 contain", () => {
  test("2.9.2 runs from the confirmation until it is verified", async () => {
    const one = await promisedIncident({ discipline: "soc" })
    expect(await one.clock("contain", 5)).toBeUndefined()
    await expect(contain(one, 5)).rejects.toMatchObject({ code: "conflict" })
    await confirm(one, 10)
    expect(await one.clock("contain", 40)).toMatchObject({ state: "running", elapsed: 30 })
    await contain(one, 70)
    expect(await one.clock("contain", 99)).toMatchObject({ state: "met", elapsed: 60 })
    expect((await one.read()).containedAt?.toString()).toBe(plusSeconds(start, 70 * 60).toString())
    await expect(contain(one, 71)).rejects.toMatchObject({ code: "conflict" })
  })

  test("2.9.2 or until it is not needed, with a reason", async () => {
    const one = await promisedIncident({ discipline: "soc" })
    await confirm(one, 10)
    const silent = one.at(20, (t) => containIncident(t, one.id, { how: "not_needed", account: " " }))
    await expect(silent).rejects.toMatchObject({ code: "invalid" })
    await contain(one, 20, "not_needed")
    expect(await one.clock("contain", 30)).toMatchObject({ state: "met", elapsed: 10 })
  })

  test("2.6.1 a downgrade ends it without an outcome", async () => {
    const one = await promisedIncident({ discipline: "soc" })
    await expect(confirm(one, 5, "downgraded")).rejects.toMatchObject({ code: "conflict" })
    await confirm(one, 10)
    await confirm(one, 20, "downgraded")
    expect(await one.clock("contain", 30)).toMatchObject({ state: "cancelled" })
    expect((await one.read()).confirmedAt).toBeNull()
  })

  test("2.9.2 an outage is not confirmed as an attack", async () => {
    const one = await promisedIncident()
    await expect(confirm(one, 5)).rejects.toMatchObject({ code: "conflict" })
  })
})

describe("2.9.2 restore", () => {
  test("2.9.2 runs from the impact until the last service is back", async () => {
    const one = await promisedIncident()
    await hit(one, 30, ["Shop", "Mail"], 10)
    expect(await one.clock("restore", 40)).toMatchObject({ state: "running", elapsed: 30 })
    await one.at(50, (t) => restoreService(t, one.id, { services: ["Mail"], as: "degraded_accepted" }))
    expect((await one.course(51)).impact?.affected).toEqual(["Shop"])
    expect(await one.clock("restore", 60)).toMatchObject({ state: "running" })
    await one.at(70, (t) => restoreService(t, one.id, { as: "operational" }))
    expect(await one.clock("restore", 90)).toMatchObject({ state: "met", elapsed: 60 })
    await expect(hit(one, 91, ["Shop"])).rejects.toMatchObject({ code: "conflict" })
  })

  test.each([
    ["no service", [" "], 5],
    ["a time to come", ["Shop"], 31],
  ])("2.9.2 %s is refused", async (_, services, since) => {
    const one = await promisedIncident()
    await expect(hit(one, 30, services, since)).rejects.toMatchObject({ code: "invalid" })
  })

  test("2.9.2 what is not affected is not restored", async () => {
    const one = await promisedIncident()
    const back = (services?: string[]) =>
      one.at(20, (t) => restoreService(t, one.id, { as: "operational", ...(services ? { services } : {}) }))
    await expect(back()).rejects.toMatchObject({ code: "conflict" })
    await hit(one, 10, ["Shop"])
    await expect(back(["Mail"])).rejects.toMatchObject({ code: "invalid" })
  })
})

test("2.12.3 a change to security adds its clocks and starts none anew", async () => {
  const one = await promisedIncident()
  const before = await one.clock("resolve", 60)
  await one.at(30, (t) => changeFlavour(t, one.id, { flavour: "security", reason: "It is a worm." }))
  expect(await one.clock("resolve", 60)).toEqual(before)
  await confirm(one, 40)
  expect(await one.clock("contain", 60)).toMatchObject({ state: "running", elapsed: 20 })
  const again = one.at(61, (t) => changeFlavour(t, one.id, { flavour: "security", reason: "x" }))
  await expect(again).rejects.toMatchObject({ code: "conflict" })
})
