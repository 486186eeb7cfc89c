import { and, eq } from "drizzle-orm"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { openIncident } from "#app/domain/incidents/open.server.ts"
import type { SlaMetric } from "#app/domain/sla/clock/metric.ts"
import { decideExclusion } from "#app/domain/sla/exclusions/decide.server.ts"
import { requestExclusion } from "#app/domain/sla/exclusions/request.server.ts"
import { type ClockId, type IncidentId, newId, type SlaExclusionId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import { ana, type TestTenant } from "./tenants.ts"

export const lena: Actor = { kind: "user", id: newId(), name: "Lena Lead" }

/** An incident of P2 that was opened at a time; nobody acknowledges or resolves it, so what is past its deadline is missed. */
export async function neglectedIncident(
  tenant: TestTenant,
  at: Instant,
  title = "Slow",
): Promise<IncidentId> {
  return inTenantAt(mintScope<"incidents.work" | "incidents.read">(tenant.id, ana), at, (t) =>
    openIncident(t, { title, severity: 2, discipline: "noc", acknowledged: false }),
  )
}

/** Tells the client of an incident. */
export async function share(tenant: TestTenant, incident: IncidentId): Promise<void> {
  await inTenant(tenant.scope("incidents.work"), (t) =>
    addNote(t, incident, { text: "We are looking into it.", lane: "client" }),
  )
}

/** The resolve clocks of a client, the oldest first. */
export function resolveClocks(tenant: TestTenant) {
  return inTenant(tenant.scope("incidents.read"), (t) =>
    t.sql
      .select()
      .from(slaClocks)
      .where(and(eq(slaClocks.tenantId, tenant.id), eq(slaClocks.metric, "resolve")))
      .orderBy(slaClocks.startedAt, slaClocks.cycle),
  )
}

export async function clockOfMetric(
  tenant: TestTenant,
  incident: IncidentId,
  metric: SlaMetric,
): Promise<ClockId> {
  const rows = await inTenant(tenant.scope("incidents.read"), (t) =>
    t.sql.select().from(slaClocks).where(eq(slaClocks.incidentId, incident)),
  )
  const found = rows.find((row) => row.metric === metric)
  if (!found) throw new Error(`no ${metric} clock`)
  return found.id
}

/** Asked by Ana, approved by Lena. */
export async function grantedExclusion(
  tenant: TestTenant,
  clock: ClockId,
  more: { readonly minutes?: number } = {},
): Promise<SlaExclusionId> {
  const id = await inTenant(mintScope<"sla.exclude">(tenant.id, ana), (t) =>
    requestExclusion(t, clock, {
      ...{ kind: "third_party", reason: "their line was down", evidence: "", ...more },
    }),
  )
  await inTenant(mintScope<"sla.approve">(tenant.id, lena), (t) =>
    decideExclusion(t, id, { approve: true, comment: "" }),
  )
  return id
}
