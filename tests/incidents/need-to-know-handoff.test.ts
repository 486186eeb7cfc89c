import { describe, expect, test } from "vitest"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { listAwaited, listHandoffs } from "#app/domain/handoffs/read.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { readIncident } from "#app/domain/incidents/read.server.ts"
import type { Sight } from "#app/kernel/sight.ts"
import type { TenantTx } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { none, noc, readAll, restricted, secret } from "../support/restricted.ts"

await testDatabase()

describe("2.12.5 the NOC works on the ask and its targets alone", () => {
  const wanted = {
    ...({ to: "noc", type: "joint", reasonCode: "isolate_segment", ask: "Cut it off" } as const),
    ...({ targets: ["10.9.8.7"], approval: "pre_approved", agreement: "Clause 7" } as const),
  }

  test("2.12.5 it reads what it is asked, accepts and completes it, and the attack is contained", async () => {
    const one = await restricted()
    const asNoc = one.as(noc)
    const id = await one.soc((t: TenantTx<"incidents.work">) => requestHandoff(t, one.id, wanted))
    const lists = (sight: Sight) =>
      one.as(sight)(async (t: TenantTx<"incidents.read">) => [
        ...(await listAwaited(t)).map((handoff) => handoff.ask),
        ...(await listHandoffs(t, one.id)).map((handoff) => handoff.targets.join()),
      ])
    expect(await lists(noc)).toEqual(["Cut it off", "10.9.8.7"])
    expect(await lists(none)).toEqual([])
    expect(await readAll(one, noc)).not.toContain(secret)
    await asNoc((t: TenantTx<"incidents.work">) => answerHandoff(t, id, { act: "accept" }))
    const done = { act: "complete", reason: "No answer from it", containmentVerified: true } as const
    await asNoc((t: TenantTx<"incidents.work">) => answerHandoff(t, id, done))
    expect(await readAll(one, noc)).not.toContain(secret)
    const read = await one.soc((t: TenantTx<"incidents.read">) => readIncident(t, one.id))
    expect(read.containedAt).not.toBeNull()
    const members = await one.floor.alerts()
    expect(new Set(members.map(({ dueAt }) => dueAt?.toString()))).toEqual(new Set([read.dueAt?.toString()]))
  })

  test("2.12.5 its sight is as before after it answered, also after an answer that was refused", async () => {
    const one = await restricted()
    const id = await one.soc((t: TenantTx<"incidents.work">) => requestHandoff(t, one.id, wanted))
    await one.as(noc)(async (t: TenantTx<"incidents.work" | "alerts.read">) => {
      await expect(answerHandoff(t, id, { act: "complete" })).rejects.toMatchObject({ code: "conflict" })
      expect((await listAlerts(t, {}, { order: "newest", limit: 9 })).items).toEqual([])
      await answerHandoff(t, id, { act: "accept" })
      expect((await listAlerts(t, {}, { order: "newest", limit: 9 })).items).toEqual([])
    })
  })

  test("2.12.5 what the NOC asked of the SOC before is not shown to it again", async () => {
    const one = await restricted()
    const asked = await one.as(noc)((t: TenantTx<"incidents.read">) => listHandoffs(t, one.id))
    expect(asked).toEqual([])
  })
})
