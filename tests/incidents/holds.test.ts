import { describe, expect, test } from "vitest"
import { daysAfterReminder, expireHolds } from "#app/domain/incidents/expire-holds.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import { readSharedIncident } from "#app/domain/incidents/read-shared.server.ts"
import { releaseHold } from "#app/domain/incidents/release-hold.server.ts"
import { reopenIncident } from "#app/domain/incidents/reopen.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { testDatabase } from "../support/database.ts"
import { promisedIncident, start } from "../support/promised-incident.ts"

await testDatabase()
const day = 24 * 60
const asked = { hold: "waiting_client", question: "Which server is it?" } as const

describe("2.9.6 a hold pauses only on what the client saw", () => {
  test("2.9.6 waiting for the client without a question is refused, and leaves no trace", async () => {
    const one = await promisedIncident()
    await expect(
      one.at(30, (t) => holdIncident(t, one.id, { hold: "waiting_client" })),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { question: expect.stringContaining("Ask the client a question") },
    })
    expect((await one.read()).hold).toBeNull()
    expect(await one.clock("resolve", 60)).toMatchObject({ state: "running", elapsed: 60 })
  })

  test("2.9.6 a question the client reads stops the clocks that wait for it, and no other", async () => {
    const one = await promisedIncident()
    await one.at(30, (t) => holdIncident(t, one.id, asked))
    expect(await one.clock("resolve", 90)).toEqual({
      state: "paused",
      elapsed: 30,
      due: null,
      breached: false,
    })
    expect(await one.clock("periodic_update", 90)).toMatchObject({ state: "paused" })
    expect(await one.clock("first_response", 90)).toMatchObject({ state: "met" })
    const { updates } = await one.own((t) => readSharedIncident(t, one.id))
    expect(updates.map((u) => u.text)).toEqual(["Which server is it?"])
    expect((await one.timeline()).find((line) => line.kind === "held")?.lane).toBe("client")
  })

  test("2.9.6 a third party does not pause, and a scheduled change does once the client agreed", async () => {
    const one = await promisedIncident()
    await one.at(10, (t) => holdIncident(t, one.id, { hold: "waiting_third_party" }))
    expect(await one.clock("resolve", 20)).toMatchObject({ state: "running", elapsed: 20 })
    const planned = { hold: "scheduled_change", until: plusSeconds(start, 3600) } as const
    await expect(one.at(20, (t) => holdIncident(t, one.id, planned))).rejects.toMatchObject({
      fields: { clientAgreed: expect.stringContaining("client has agreed") },
    })
    await one.at(20, (t) => holdIncident(t, one.id, { ...planned, clientAgreed: true }))
    expect(await one.clock("resolve", 50)).toMatchObject({ state: "paused", elapsed: 20 })
  })

  test("2.9.6 a day that has passed is no day to wait for", async () => {
    const one = await promisedIncident()
    const wanted = { ...asked, until: plusSeconds(start, 600) }
    await expect(one.at(11, (t) => holdIncident(t, one.id, wanted))).rejects.toMatchObject({
      fields: { until: "Choose a time to come." },
    })
  })

  test("2.9.6 a manual release resumes with what had elapsed", async () => {
    const one = await promisedIncident()
    await one.at(30, (t) => holdIncident(t, one.id, asked))
    await one.at(330, (t) => releaseHold(t, one.id))
    expect(await one.clock("resolve", 360)).toMatchObject({
      ...{ state: "running", elapsed: 60 },
      due: plusSeconds(start, (4 + 5) * 3600).toString(),
    })
    expect(await one.read()).toMatchObject({ hold: null, holdSince: null, holdUntil: null })
    await expect(one.at(361, (t) => releaseHold(t, one.id))).rejects.toMatchObject({ code: "conflict" })
  })

  test("2.9.6 a pause never rewinds a breach", async () => {
    const one = await promisedIncident({ hours: 1 })
    await one.at(90, (t) => holdIncident(t, one.id, asked))
    expect(await one.clock("resolve", 120)).toMatchObject({ state: "paused", breached: true })
    await one.at(150, (t) => releaseHold(t, one.id))
    expect(await one.clock("resolve", 160)).toMatchObject({ breached: true, elapsed: 100 })
  })
})

describe("2.9.6 a hold expires", () => {
  test("2.9.6 five business days after the question the client is reminded, and without an answer it is resolved", async () => {
    const one = await promisedIncident({ calendar: "office" })
    await one.at(60, (t) => holdIncident(t, one.id, asked))
    expect((await one.read()).holdUntil?.toString()).toBe("2026-03-09T10:00:00Z")
    expect(await one.portal(7 * day + 59, expireHolds)).toBe(0)

    expect(await one.portal(7 * day + 60, expireHolds)).toBe(1)
    expect(await one.read()).toMatchObject({ hold: "waiting_client", stage: "acknowledged" })
    expect((await one.read()).holdUntil?.toString()).toBe("2026-03-11T10:00:00Z")
    expect(daysAfterReminder).toBe(2)
    const { updates } = await one.own((t) => readSharedIncident(t, one.id))
    expect(updates[0]?.text).toContain("by Wed 11 Mar 2026 10:00 (UTC)")
    expect(await one.clock("resolve", 7 * day + 61)).toMatchObject({ state: "paused", elapsed: 60 })
    expect(await one.portal(7 * day + 61, expireHolds)).toBe(0)

    expect(await one.portal(9 * day + 61, expireHolds)).toBe(1)
    const after = await one.read()
    expect(after).toMatchObject({ stage: "resolved", hold: null, holdUntil: null, holdRemindedAt: null })
    expect(after.resolution).toContain("no answer came")
    expect(await one.clock("resolve", 9 * day + 62)).toMatchObject({ state: "met", elapsed: 60 })
    expect(await one.portal(20 * day, expireHolds)).toBe(0)
  })

  test("2.9.6 the reminder is the portal's word: it answers nobody", async () => {
    const one = await promisedIncident()
    await one.at(1, (t) => holdIncident(t, one.id, asked))
    const before = await one.clock("periodic_update", 5 * day + 2)
    await one.portal(5 * day + 2, expireHolds)
    expect(await one.clock("periodic_update", 5 * day + 2)).toEqual(before)
  })

  test.each(["waiting_third_party", "scheduled_change", "monitoring"] as const)(
    "2.9.6 %s just ends, and work goes on",
    async (hold) => {
      const one = await promisedIncident({ hours: 100 })
      const until = plusSeconds(start, 2 * 3600)
      await one.at(60, (t) => holdIncident(t, one.id, { hold, until, clientAgreed: true }))
      await one.portal(121, expireHolds)
      expect(await one.read()).toMatchObject({ stage: "acknowledged", hold: null })
      const paused = hold === "scheduled_change" ? 61 : 0
      expect(await one.clock("resolve", 180)).toMatchObject({ state: "running", elapsed: 180 - paused })
      expect((await one.timeline()).at(-1)).toMatchObject({ kind: "hold-left", data: { cause: "expired" } })
    },
  )
})

test("2.9.9 what was resolved on hold is not on hold when it is opened again", async () => {
  const one = await promisedIncident()
  await one.at(30, (t) => holdIncident(t, one.id, asked))
  await one.at(60, (t) => resolveIncident(t, one.id, { resolution: "Found it" }))
  await one.at(600, (t) => reopenIncident(t, one.id, { reason: "Back" }))
  expect(await one.read()).toMatchObject({ hold: null, stage: "investigating" })
  expect(await one.clock("resolve", 610)).toMatchObject({ state: "running", elapsed: 40 })
})
