import fc from "fast-check"
import { expect, test } from "vitest"
import { answerHandoff } from "#app/domain/handoffs/answer.server.ts"
import { requestHandoff } from "#app/domain/handoffs/request.server.ts"
import { holdIncident } from "#app/domain/incidents/hold.server.ts"
import { releaseHold } from "#app/domain/incidents/release-hold.server.ts"
import { replyToIncident } from "#app/domain/incidents/reply.server.ts"
import { reopenIncident } from "#app/domain/incidents/reopen.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { DomainError } from "#app/kernel/errors.ts"
import { testDatabase } from "../support/database.ts"
import { promisedIncident } from "../support/promised-incident.ts"

await testDatabase()

test("4 the ledger of an outage says whose turn it was, to the second", async () => {
  const one = await promisedIncident()
  const id = await one.at(35, (t) =>
    requestHandoff(t, one.id, {
      ...{ to: "soc", type: "transfer", reasonCode: "suspicious_login", ask: "Is this an attack?" },
    }),
  )
  await one.at(40, (t) => answerHandoff(t, id, { act: "accept" }))
  await one.at(100, (t) => holdIncident(t, one.id, { hold: "waiting_client", question: "Your admin?" }))
  await one.greta(135, (t) => replyToIncident(t, one.id, { text: "No." }))
  await one.at(150, (t) => holdIncident(t, one.id, { hold: "waiting_third_party" }))
  await one.at(170, (t) => releaseHold(t, one.id))
  await one.at(180, (t) => resolveIncident(t, one.id, { resolution: "Locked out." }))
  const { ledger } = await one.course(1000)
  expect(ledger.seconds).toEqual({
    ...{ provider_noc: 40 * 60, provider_soc: (60 + 15 + 10) * 60 },
    ...{ client: 35 * 60, third_party: 20 * 60 },
  })
  expect(ledger.now).toBeNull()
})

test("the turns add up to the time an incident was open, whatever was done to it", async () => {
  const step = fc.record({
    act: fc.constantFrom("wait", "vendor", "release", "reply", "resolve", "reopen"),
    wait: fc.integer({ min: 1, max: 90 }),
  })
  for (const steps of fc.sample(fc.array(step, { minLength: 8, maxLength: 12 }), { numRuns: 5, seed: 9 })) {
    const one = await promisedIncident()
    let [now, open, isOpen] = [0, 0, true]
    const acts = {
      wait: () => one.at(now, (t) => holdIncident(t, one.id, { hold: "waiting_client", question: "Q?" })),
      vendor: () => one.at(now, (t) => holdIncident(t, one.id, { hold: "waiting_third_party" })),
      release: () => one.at(now, (t) => releaseHold(t, one.id)),
      reply: () => one.greta(now, (t) => replyToIncident(t, one.id, { text: "A" })),
      resolve: () => one.at(now, (t) => resolveIncident(t, one.id, { resolution: "R" })),
      reopen: () => one.at(now, (t) => reopenIncident(t, one.id, { reason: "R" })),
    }
    for (const { act, wait } of steps) {
      now += wait
      if (isOpen) open += wait
      // What cannot be done now (a second release, a reply to what was never shared) changes nothing.
      await acts[act]().catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error
      })
      isOpen = (await one.read()).stage !== "resolved"
    }
    const { seconds } = (await one.course(now)).ledger
    expect(Object.values(seconds).reduce((a, b) => a + b, 0)).toBe(open * 60)
  }
})
