import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { readIncident, readIncidentClocks, readTimeline } from "#app/domain/incidents/read.server.ts"
import type { AlertView } from "#app/domain/alerts/view.ts"
import { type AlertId, type IncidentId, newId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import { incidentEntities } from "#db/schema/incidents.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { newFloor } from "./floor.ts"
import { ana } from "./tenants.ts"

type Work = "alerts.triage" | "incidents.work" | "incidents.read" | "alerts.read"
type Unit<T> = Parameters<typeof inTenant<Work, T>>[1]

/** A client whose incidents a test works on: each problem sent opens one of its own, named by the problem. */
export async function incidentDesk() {
  const floor = await newFloor()
  const scope = mintScope<Work>(floor.tenant.id, ana)
  const act = <T>(work: Unit<T>) => inTenant(scope, work)
  const alertOf = async (key: string): Promise<AlertView> => {
    const found = (await floor.alerts()).find((alert) => alert.externalId === key)
    if (!found) throw new Error(`no alert ${key}`)
    return found
  }
  return {
    floor,
    act,
    actAt: <T>(minutesFromNow: number, work: Unit<T>) =>
      inTenantAt(scope, Temporal.Now.instant().add({ minutes: minutesFromNow }), work),
    /** Sends problems and drains them. @param at minutes from now, negative for the past */
    async hasProblems(problems: readonly Problem[], at = 0) {
      const bodies = problems.map(({ key, rule, severity = "high", ...more }) => ({
        ...{ key, rule: rule ?? key, severity, title: `Problem ${key}`, status: "firing", ...more },
      }))
      await floor.send(bodies, Date.now() + at * 60_000)
      const complaints = await floor.drain()
      if (complaints.length > 0) throw new Error(complaints.join(" "))
    },
    alertOf,
    alertId: async (key: string): Promise<AlertId> => (await alertOf(key)).id,
    incidentOf: async (key: string): Promise<IncidentId> => {
      const { incident } = await alertOf(key)
      if (!incident) throw new Error(`${key} is in no incident`)
      return incident.id
    },
    read: (id: IncidentId) => act((t) => readIncident(t, id)),
    timeline: (id: IncidentId) => act((t) => readTimeline(t, id)),
    clock: async (id: IncidentId, metric: "acknowledge" | "resolve") => {
      const clocks = await act((t) => readIncidentClocks(t, id))
      const clock = clocks.find((c) => c.metric === metric)
      if (!clock) throw new Error(`no ${metric} clock`)
      return clock
    },
    /** What each incident's alerts name. */
    entities: () =>
      act((t) =>
        t.sql
          .select({ incident: incidentEntities.incidentId, value: incidentEntities.value })
          .from(incidentEntities)
          .orderBy(incidentEntities.value),
      ),
    clocks: (id: IncidentId) => act((t) => readIncidentClocks(t, id)),
    /** How the client itself reads. */
    own: mintPortfolio<"own.read">([floor.tenant.id], { kind: "client-user", id: newId(), name: "Greta" }),
  }
}

export type Problem = {
  readonly key: string
  readonly rule?: string
  readonly severity?: "critical" | "high" | "medium" | "low" | "info"
  readonly asset?: string
  readonly status?: "firing" | "resolved"
  readonly observables?: readonly { readonly type: string; readonly value: string }[]
}
