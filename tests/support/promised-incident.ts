import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import { readCourse } from "#app/domain/incidents/course.server.ts"
import { readIncident, readIncidentClocks, readTimeline } from "#app/domain/incidents/read.server.ts"
import { type SlaMetric, slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { storedPolicy } from "#app/domain/sla/policies/policy-draft.ts"
import { newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import { inPortfolio, inTenant, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { ana, newTenant } from "./tenants.ts"

type Work = "incidents.work" | "incidents.read"

/** Monday. */
export const start = instant("2026-03-02T09:00:00Z")
export const greta: Actor = { kind: "client-user", id: newId(), name: "Greta" }
const portal: Actor = { kind: "system", name: "incidents.expire-holds" }

/** Every metric has a target at every priority: `hours`, in a calendar of office days or round the clock. */
const promised = (hours: number, calendar: "office" | "always") =>
  storedPolicy.parse({
    draft: {
      targets: slaMetrics.flatMap((metric) =>
        [1, 2, 3, 4].map((priority) => ({ metric, priority, seconds: hours * 3600, calendar })),
      ),
    },
    calendars: {
      office: {
        ...{ name: "Office", version: 1, effectiveFrom: "2020-01-01T00:00:00Z" },
        draft: {
          zone: "UTC",
          weekly: Object.fromEntries(
            ["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]]),
          ),
        },
      },
    },
  })

/** An incident of a client to whom everything was promised, opened on a Monday at nine. Times are minutes from then. */
export async function promisedIncident(
  options: {
    readonly discipline?: "noc" | "soc"
    readonly hours?: number
    readonly calendar?: "office" | "always"
  } = {},
) {
  const { discipline = "noc", hours = 4, calendar = "always" } = options
  const tenant = await newTenant()
  await inTenant(tenant.scope("sla.manage"), (t) =>
    bindPolicy(t, {
      ...{ policyId: newId(), version: 1, name: "All", terms: promised(hours, calendar) },
      effectiveFrom: instant("2026-01-01T00:00:00Z"),
    }),
  )
  const by =
    <P extends Permission>(actor: Actor) =>
    <T>(minutes: number, work: (t: TenantTx<P>) => Promise<T>) =>
      inTenantAt(mintScope<P>(tenant.id, actor), plusSeconds(start, minutes * 60), work)
  const at = by<Work>(ana)
  const id = await at(0, (t) =>
    openIncident(t, { title: "Slow", severity: 2, discipline, acknowledged: true }),
  )
  return {
    tenant,
    id,
    /** By Ana of the provider, by Greta of the client, by the portal itself. */
    at,
    greta: by<"own.reply" | "own.read">(greta),
    portal: by<Work>(portal),
    read: () => at(0, (t) => readIncident(t, id)),
    timeline: () => at(0, (t) => readTimeline(t, id)),
    course: (minutes: number) => at(minutes, async (t) => readCourse(t, await readIncident(t, id))),
    /** A clock as of a moment: its state, minutes elapsed, and when it is due. */
    clock: (metric: SlaMetric, minutes: number) =>
      at(minutes, async (t) => {
        const clock = (await readIncidentClocks(t, id)).filter((c) => c.metric === metric).at(-1)
        return (
          clock && {
            state: clock.state.kind,
            elapsed: clock.elapsedSeconds / 60,
            due: clock.dueAt?.toString() ?? null,
            breached: clock.breach !== null,
          }
        )
      }),
    /** How the client itself reads. */
    own: <T>(read: Parameters<typeof inPortfolio<"own.read", T>>[1]) =>
      inPortfolio(mintPortfolio<"own.read">([tenant.id], greta), read),
  }
}
