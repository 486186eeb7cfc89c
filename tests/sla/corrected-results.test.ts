import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { takeAlert } from "#app/domain/alerts/take.server.ts"
import { listOwnClocks } from "#app/domain/sla/attainment/own.server.ts"
import { decideCorrection } from "#app/domain/sla/corrections/decide.server.ts"
import {
  listAwaitedCorrections,
  listOwnCorrections,
  readStop,
} from "#app/domain/sla/corrections/read-stops.server.ts"
import { previewCorrection } from "#app/domain/sla/corrections/preview.server.ts"
import { requestCorrection } from "#app/domain/sla/corrections/request.server.ts"
import { newId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { ownClockLines } from "#app/routes/client/performance/own-clock-lines.ts"
import { clocksCsv } from "#app/routes/shared/sla/clock-csv.ts"
import { alerts } from "#db/schema/alerts.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { inPortfolio, inTenant } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { incidentDesk } from "../support/incident-desk.ts"
import { lateCall, minute, start } from "../support/late-call.ts"
import { lena, share } from "../support/missed-clocks.ts"
import { ana } from "../support/tenants.ts"

await testDatabase()
const otto: Actor = { kind: "user", id: newId(), name: "Otto Owner" }

const ownOf = (one: Awaited<ReturnType<typeof lateCall>>) =>
  inPortfolio(mintPortfolio<"own.read">([one.client.id], ana), async (t) => {
    const period = { tenantId: one.client.id, from: start, to: start.add({ hours: 24 }) }
    const lines = ownClockLines(await listOwnClocks(t, period), { name: "Acme", code: "ACME" })
    return { corrections: await listOwnCorrections(t, period), csv: clocksCsv(lines) }
  })

test("2.9.12 the client reads what was corrected and why, once it was approved and it knows of the incident", async () => {
  const one = await lateCall()
  const id = await one.ask(await one.response())
  await share(one.client, one.incident)
  expect((await ownOf(one)).corrections).toEqual([])
  await one.decide(id, lena)
  const { corrections, csv } = await ownOf(one)
  const reason = "Logged after the call\n\nEvidence: Call 77"
  expect(corrections).toMatchObject([{ reason, wasMissed: true, isMissed: false, metric: "first_response" }])
  expect(JSON.stringify(corrections)).not.toMatch(/Ana|Lena/)
  expect(csv[0]).toMatch(/"Stop recorded","Correction"\r\n$/)
  const line = csv.find((text) => text.includes('"first_response"'))
  expect(line).toContain('"met"')
  expect(line).toContain(`"${one.at(42 * minute).toString()}","Logged after the call`)
})

test("2.9.12 of an incident its client was not told of it reads nothing", async () => {
  const one = await lateCall()
  await one.decide(await one.ask(await one.response()), lena)
  expect(await ownOf(one)).toMatchObject({ corrections: [] })
})

test("2.9.12 what was moved twice is told once, from where it was recorded at first", async () => {
  const one = await lateCall()
  await share(one.client, one.incident)
  await one.decide(await one.ask(await one.response()), lena)
  await one.decide(await one.ask(await one.response(), one.at(10 * minute)), lena)
  const { corrections } = await ownOf(one)
  expect(corrections.map((c) => [c.recordedAt.toString(), c.stoppedAt.toString(), c.wasMissed])).toEqual([
    [one.at(42 * minute).toString(), one.at(10 * minute).toString(), true],
  ])
})

test("2.9.12 what waits for a decision is listed until it is decided", async () => {
  const one = await lateCall()
  const id = await one.ask(await one.response())
  const listed = () =>
    inPortfolio(mintPortfolio<"sla.read">([one.client.id], ana), async (t) =>
      (await listAwaitedCorrections(t)).map(({ correction }) => correction.id),
    )
  expect(await listed()).toEqual([id])
  await one.decide(id, lena, false, "No")
  expect(await listed()).toEqual([])
  const stop = await inPortfolio(mintPortfolio<"sla.read">([one.client.id], ana), async (t) =>
    readStop(t, await one.response()),
  )
  expect(stop.corrections).toMatchObject([{ id, state: "refused", decision: "No" }])
})

test("2.9.12 who approves reads before what it would come to, and what else would move", async () => {
  const one = await lateCall()
  const wanted = async (minutes: number) => {
    const id = await one.ask(await one.response(), one.at(minutes * minute))
    const preview = await inPortfolio(mintPortfolio<"sla.read">([one.client.id], ana), async (t) => {
      const stop = await readStop(t, await one.response())
      return previewCorrection(
        t,
        stop,
        stop.corrections.find((c) => c.id === id)!,
      )
    })
    await one.decide(id, lena, false, "only asked")
    return preview
  }
  expect(await wanted(5)).toEqual({ isMissed: false, others: [] })
  expect(await wanted(35)).toEqual({ isMissed: true, others: [] })
  await one.happens(one.incident, 50 * minute, {
    ...{ kind: "message", visibility: "client", channel: "email", by: "client" },
  })
  expect(await wanted(55)).toEqual({ isMissed: true, others: ["next_response"] })
})

test("2.9.12 of an alert taken late it is put right too, by somebody who has not the alert in hand", async () => {
  const desk = await incidentDesk()
  await desk.hasProblems([{ key: "lone", severity: "low" }], -600)
  const { tenant } = desk.floor
  const alert = await desk.alertId("lone")
  await inTenant(mintScope<"alerts.triage" | "incidents.work">(tenant.id, otto), (t) => takeAlert(t, alert))
  const clock = async () =>
    (await desk.act((t) => t.sql.select().from(slaClocks).where(eq(slaClocks.alertId, alert))))[0]!
  const due = async () =>
    (await desk.act((t) => t.sql.select().from(alerts).where(eq(alerts.id, alert))))[0]!.dueAt?.toString()
  const { id, startedAt } = await clock()
  const dueBefore = await due()
  const correction = await inTenant(mintScope<"sla.exclude">(tenant.id, ana), (t) =>
    requestCorrection(t, id, { stoppedAt: plusSeconds(startedAt, 60), reason: "x", evidence: "y" }),
  )
  const decide = (who: Actor) =>
    inTenant(mintScope<"sla.approve">(tenant.id, who), (t) =>
      decideCorrection(t, correction, { approve: true, comment: "" }),
    )
  expect((await clock()).state).toBe("missed")
  await expect(decide(otto)).rejects.toMatchObject({ code: "forbidden" })
  await decide(lena)
  expect(await clock()).toMatchObject({ state: "met", breachedAt: null })
  expect(await due()).toBe(dueBefore)
})
