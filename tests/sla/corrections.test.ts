import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { listClientEntries } from "#app/domain/audit/read.server.ts"
import { measureAttainment } from "#app/domain/sla/attainment/measure.server.ts"
import { listCorrections, readCorrection } from "#app/domain/sla/corrections/read.server.ts"
import { requestExclusion } from "#app/domain/sla/exclusions/request.server.ts"
import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { newId, type UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { slaClockEvents } from "#db/schema/sla.ts"
import { slaCorrections } from "#db/schema/sla-corrections.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { Sweep } from "#workers/sla/sweep.ts"
import { testDatabase } from "../support/database.ts"
import { called, lateCall, minute, start } from "../support/late-call.ts"
import { lena } from "../support/missed-clocks.ts"
import { ana, twoTenants } from "../support/tenants.ts"

await testDatabase()
const otto: Actor = { kind: "user", id: newId(), name: "Otto Owner" }
const machine: Actor = { kind: "token", id: newId(), name: "Script" }
type Case = Awaited<ReturnType<typeof lateCall>>

const shown = async (one: Case) => {
  const { state, endedAt, breachedAt } = await one.clockOf("first_response")
  return [state, endedAt?.toString(), breachedAt?.toString() ?? null]
}
const missed = (one: Case) =>
  inPortfolio(mintPortfolio<"sla.read">([one.client.id], ana), async (t) => {
    const period = { tenantId: one.client.id, from: start, to: start.add({ hours: 24 }) }
    const counts = await measureAttainment(t, [period])
    return counts.find(({ metric }) => metric === "first_response")?.missed
  })
const trail = async (one: Case) => {
  const clock = await one.response()
  const rows = await one.act(one.at(0), (t) =>
    t.sql.select().from(slaClockEvents).where(eq(slaClockEvents.clockId, clock)),
  )
  return rows.map(({ kind, cause, actor }) => ({ kind, cause, by: (actor as Actor).name }))
}
const exclude = (one: Case, clock: Awaited<ReturnType<Case["response"]>>) =>
  inTenant(mintScope<"sla.exclude">(one.client.id, ana), (t) =>
    requestExclusion(t, clock, { kind: "third_party", reason: "x", evidence: "" }),
  )

describe("2.9.12 a stop put where it belongs", () => {
  test("2.9.1 is asked for by one and approved by another: the miss is a kept promise, its trail says corrected", async () => {
    const one = await lateCall()
    await new Sweep().run(one.at(43 * minute))
    const before = ["missed", one.at(42 * minute).toString(), one.at(30 * minute).toString()]
    expect(await shown(one)).toEqual(before)
    const id = await one.ask(await one.response())
    expect(await shown(one)).toEqual(before)
    expect(await missed(one)).toBe(1)
    await one.decide(id, lena)
    expect(await shown(one)).toEqual(["met", one.at(5 * minute).toString(), null])
    expect(await missed(one)).toBe(0)
    const reason = "Logged after the call\n\nEvidence: Call 77"
    const told = await trail(one)
    expect(told).toContainEqual({ kind: "corrected", cause: reason, by: lena.name })
    // What came about stays in the trail, and what was told of it stays told.
    expect(told.map(({ kind }) => kind)).toContain("breached")
    const read = await inPortfolio(mintPortfolio<"sla.read">([one.client.id], ana), (t) =>
      readCorrection(t, id),
    )
    expect(read).toMatchObject({
      ...{ state: "approved", requestedByName: ana.name, decidedByName: lena.name, reason },
      ...{ wasMissed: true, isMissed: false },
    })
    const differences = await inTenant(one.client.scope("incidents.work"), async (t) =>
      rebuildClocks(t, { limit: 10, repair: false }),
    )
    expect(differences.differences).toEqual([])
    const entries = await inTenant(one.client.scope("audit.read"), (t) =>
      listClientEntries(t, {}, { limit: 50 }),
    )
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["incident.sla-correction-request", "incident.sla-correction-approve"]),
    )
  })

  test("is decided by neither who asked nor who owns the incident, nor a machine", async () => {
    const one = await lateCall()
    const owned = await one.opens(2, { owner: otto.id as UserId })
    await one.happens(owned, 1, { kind: "shown_to_client" })
    await one.happens(owned, 50 * minute, called)
    const clock = (await one.clocks()).find((c) => c.incidentId === owned && c.metric === "first_response")
    const id = await one.ask(clock!.id)
    for (const who of [ana, otto, machine])
      await expect(one.decide(id, who)).rejects.toMatchObject({ code: "forbidden" })
    await one.decide(id, lena)
    await expect(one.decide(id, lena)).rejects.toMatchObject({ code: "conflict" })
  })

  test("is refused with a reason, stays as it was, and may be asked for again", async () => {
    const one = await lateCall()
    const before = await shown(one)
    const id = await one.ask(await one.response())
    await expect(one.decide(id, lena, false, " ")).rejects.toMatchObject({ code: "invalid" })
    await one.decide(id, lena, false, "The record says 10:41")
    expect(await shown(one)).toEqual(before)
    expect((await trail(one)).map(({ kind }) => kind)).not.toContain("corrected")
    await one.ask(await one.response())
  })

  test("may turn out later than recorded, and then a kept promise was none", async () => {
    const one = await lateCall()
    await one.decide(await one.ask(await one.response()), lena)
    await one.decide(await one.ask(await one.response(), one.at(35 * minute)), lena)
    expect((await shown(one))[0]).toBe("missed")
    expect(await missed(one)).toBe(1)
  })

  test.each([
    ["before the clock started", -minute],
    ["where it is", 42 * minute],
  ])("cannot be %s", async (_name, seconds) => {
    const one = await lateCall()
    const asking = one.ask(await one.response(), one.at(seconds))
    await expect(asking).rejects.toMatchObject({ code: "invalid", fields: { stoppedAt: expect.any(String) } })
  })

  test("is of a clock that has stopped, asked once at a time, and not while an exclusion is undecided", async () => {
    const one = await lateCall()
    const running = (await one.clockOf("resolve")).id
    await expect(one.ask(running)).rejects.toMatchObject({ code: "conflict" })
    const clock = await one.response()
    const answers = await Promise.allSettled([one.ask(clock), one.ask(clock)])
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    await expect(exclude(one, clock)).rejects.toMatchObject({ code: "conflict" })
    const other = await lateCall()
    await exclude(other, await other.response())
    await expect(other.ask(await other.response())).rejects.toMatchObject({ code: "conflict" })
  })

  test("2.9.9 is not moved where the clock went on since it was asked", async () => {
    const one = await lateCall()
    await one.happens(one.incident, 60 * minute, { kind: "resolved" })
    const id = await one.ask((await one.clockOf("resolve")).id, one.at(50 * minute))
    await one.happens(one.incident, 70 * minute, { kind: "reopened" })
    await expect(one.decide(id, lena)).rejects.toMatchObject({ code: "conflict" })
    await one.happens(one.incident, 80 * minute, { kind: "resolved" })
    await expect(one.decide(id, lena)).rejects.toMatchObject({ code: "conflict" })
    await one.decide(id, lena, false, "It went on")
  })

  test("of two who approve at once one is heard", async () => {
    const one = await lateCall()
    const id = await one.ask(await one.response())
    const answers = await Promise.allSettled([one.decide(id, lena), one.decide(id, otto)])
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect((await trail(one)).filter(({ kind }) => kind === "corrected")).toHaveLength(1)
  })

  test("is out of reach of another client, in the verbs and in the rows", async () => {
    const { acme, globex } = await twoTenants()
    const [one, other] = [await lateCall(acme), await lateCall(globex)]
    const id = await one.ask(await one.response())
    await expect(other.decide(id, lena)).rejects.toMatchObject({ code: "not_found" })
    await expect(other.ask(await one.response())).rejects.toMatchObject({ code: "not_found" })
    const rows = await other.act(one.at(0), (t) => t.sql.select().from(slaCorrections))
    expect(rows).toEqual([])
    await inPortfolio(mintPortfolio<"sla.read">([globex.id], ana), async (t) => {
      expect((await listCorrections(t, acme.id, {}, { limit: 10 })).items).toEqual([])
      await expect(readCorrection(t, id)).rejects.toMatchObject({ code: "not_found" })
    })
  })
})
