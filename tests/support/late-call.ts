import { mintScope } from "#app/auth/mint-scope.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { decideCorrection } from "#app/domain/sla/corrections/decide.server.ts"
import { requestCorrection } from "#app/domain/sla/corrections/request.server.ts"
import type { ClockId, SlaCorrectionId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { type Instant, instant } from "#app/kernel/time.ts"
import { inTenant } from "#db/tenant.ts"
import { clockDesk } from "./clock-desk.ts"
import { ana, type TestTenant } from "./tenants.ts"

export const start = instant("2026-03-02T10:00:00Z")
export const minute = 60
export const called: Happening = {
  ...{ kind: "message", visibility: "client", channel: "call_reached", by: "provider_human" },
}

/** An incident answered by a call after 5 minutes of 30 that was logged after 42, and what a test does about it. */
export async function lateCall(tenant?: TestTenant) {
  const desk = await clockDesk(start, tenant)
  await desk.promises([
    ["first_response", 2, 30 * minute],
    ["resolve", 2, 600 * minute],
    ["next_response", 2, 600 * minute],
  ])
  const incident = await desk.opens(2)
  await desk.happens(incident, 1, { kind: "shown_to_client" })
  await desk.happens(incident, 42 * minute, called)
  const { client } = desk
  const clockOf = async (metric: string) => {
    const found = (await desk.clocks()).find((clock) => clock.metric === metric)
    if (!found) throw new Error(`no ${metric} clock`)
    return found
  }
  return {
    ...desk,
    incident,
    clockOf,
    response: async () => (await clockOf("first_response")).id,
    ask: (clock: ClockId, stoppedAt: Instant = desk.at(5 * minute), who: Actor = ana) =>
      inTenant(mintScope<"sla.exclude">(client.id, who), (t) =>
        requestCorrection(t, clock, { stoppedAt, reason: "Logged after the call", evidence: "Call 77" }),
      ),
    decide: (id: SlaCorrectionId, who: Actor, approve = true, comment = "") =>
      inTenant(mintScope<"sla.approve">(client.id, who), (t) =>
        decideCorrection(t, id, { approve, comment }),
      ),
  }
}
