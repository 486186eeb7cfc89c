import { eq } from "drizzle-orm"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import { driveClocks } from "#app/domain/incidents/drive-clocks.server.ts"
import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { storedPolicy } from "#app/domain/sla/policies/policy-draft.ts"
import { type IncidentId, newId, type SlaPolicyId, type UserId } from "#app/kernel/ids.ts"
import { type Instant, instant, plusSeconds } from "#app/kernel/time.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaClockEvents, slaClocks } from "#db/schema/sla.ts"
import { inTenant, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { ana, newTenant, type TestTenant } from "./tenants.ts"

export type Work = "incidents.work" | "incidents.read"

/** Monday to Friday, 9 to 17 in UTC. */
const office = {
  ...{ name: "Office", version: 1, effectiveFrom: "2020-01-01T00:00:00Z" },
  draft: {
    zone: "UTC",
    weekly: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]])),
  },
}

/** A promise as a test words it: metric, priority, seconds, and in which hours. */
export type Promised = readonly [
  metric: string,
  priority: number,
  seconds: number,
  hours?: "office" | "always",
  levels?: readonly { readonly id: string; readonly share: number; readonly tell?: string }[],
]

/** A client with incidents whose clocks a test moves, at moments of its own. */
export async function clockDesk(start: Instant, tenant?: TestTenant) {
  const client = tenant ?? (await newTenant())
  const scope = mintScope<Work>(client.id, ana)
  const act = <T>(when: Instant, work: (t: TenantTx<Work>) => Promise<T>): Promise<T> =>
    inTenantAt(scope, when, work)
  return {
    client,
    act,
    /** Moments by seconds from the start. */
    at: (seconds: number) => plusSeconds(start, seconds),
    async promises(targets: readonly Promised[], more: object = {}): Promise<SlaPolicyId> {
      const terms = storedPolicy.parse({
        draft: {
          targets: targets.map(([metric, priority, seconds, hours = "always", escalations = []]) => ({
            ...{ metric, priority, seconds, calendar: hours, escalations },
          })),
          ...more,
        },
        calendars: { office },
      })
      const policyId = newId<"sla-policy">()
      const effectiveFrom = instant("2026-01-01T00:00:00Z")
      await inTenant(client.scope("sla.manage"), (t) =>
        bindPolicy(t, { policyId, version: 1, name: "Wide", terms, effectiveFrom }),
      )
      return policyId
    },
    /** @param severity 1 to 4, of which P1 to P4 follow; opened at the start, or so many seconds after it */
    async opens(severity = 2, more: { readonly owner?: UserId; readonly after?: number } = {}) {
      return act(plusSeconds(start, more.after ?? 0), async (t) => {
        const id = await openIncident(t, { title: "Slow", severity, discipline: "noc", acknowledged: false })
        if (more.owner) await t.sql.update(incidents).set({ ownerId: more.owner }).where(eq(incidents.id, id))
        return id
      })
    },
    happens: (incident: IncidentId, seconds: number, ...what: Happening[]) =>
      act(plusSeconds(start, seconds), (t) => driveClocks(t, incident, what)),
    /** Columns of the client's clocks, by metric and cycle. */
    clocks: () =>
      inTenant(client.scope("incidents.read"), (t) =>
        t.sql
          .select()
          .from(slaClocks)
          .where(eq(slaClocks.tenantId, client.id))
          .orderBy(slaClocks.metric, slaClocks.cycle),
      ),
    /** What came about by time, in the trail: "resolve breached 2026-…". */
    async news(): Promise<string[]> {
      const rows = await inTenant(client.scope("incidents.read"), (t) =>
        t.sql
          .select({ metric: slaClocks.metric, kind: slaClockEvents.kind, at: slaClockEvents.at })
          .from(slaClockEvents)
          .innerJoin(slaClocks, eq(slaClocks.id, slaClockEvents.clockId))
          .where(eq(slaClockEvents.tenantId, client.id)),
      )
      return rows
        .filter(({ kind }) => kind === "at_risk" || kind === "breached" || kind === "escalated")
        .map(({ metric, kind, at }) => `${metric} ${kind} ${at.toString()}`)
        .sort()
    },
  }
}

export type ClockDesk = Awaited<ReturnType<typeof clockDesk>>
