import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm"
import type { ClockId, SlaCorrectionId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { slaClocks } from "#db/schema/sla.ts"
import { slaCorrections } from "#db/schema/sla-corrections.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { decodeCursor } from "../../paging.ts"
import type { SlaMetric } from "../clock/metric.ts"

export type CorrectionRow = typeof slaCorrections.$inferSelect

export async function insertCorrection<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<typeof slaCorrections.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(slaCorrections).values({ ...row, tenantId: t.scope.tenantId })
}

export async function lockCorrection<P extends Permission>(
  t: TenantTx<P>,
  id: SlaCorrectionId,
): Promise<CorrectionRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(slaCorrections)
    .where(and(eq(slaCorrections.tenantId, t.scope.tenantId), eq(slaCorrections.id, id)))
    .for("update")
  return row
}

export async function findCorrection<P extends Permission>(
  t: ReadTx<P>,
  id: SlaCorrectionId,
): Promise<CorrectionRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(slaCorrections)
    .where(and(within(slaCorrections.tenantId, t.reach), eq(slaCorrections.id, id)))
  return row
}

export async function updateCorrection<P extends Permission>(
  t: TenantTx<P>,
  id: SlaCorrectionId,
  change: Partial<CorrectionRow>,
): Promise<void> {
  await t.sql
    .update(slaCorrections)
    .set(change)
    .where(and(eq(slaCorrections.tenantId, t.scope.tenantId), eq(slaCorrections.id, id)))
}

/** Those of these clocks, oldest first. */
export async function selectCorrections<P extends Permission>(
  t: ReadTx<P>,
  clocks: readonly ClockId[],
): Promise<CorrectionRow[]> {
  if (clocks.length === 0) return []
  return t.sql
    .select()
    .from(slaCorrections)
    .where(and(within(slaCorrections.tenantId, t.reach), inArray(slaCorrections.clockId, [...clocks])))
    .orderBy(asc(slaCorrections.requestedAt), asc(slaCorrections.id))
}

/** Those of one client, newest first. */
export async function selectCorrectionsOfClient<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
  { state }: { readonly state?: CorrectionRow["state"] },
  page: { readonly after?: string; readonly limit: number },
): Promise<CorrectionRow[]> {
  const after = page.after ? decodeCursor(page.after, 1)[0] : undefined
  return t.sql
    .select()
    .from(slaCorrections)
    .where(
      and(
        within(slaCorrections.tenantId, t.reach),
        eq(slaCorrections.tenantId, client),
        state ? eq(slaCorrections.state, state) : undefined,
        after ? lt(slaCorrections.id, after as SlaCorrectionId) : undefined,
      ),
    )
    .orderBy(desc(slaCorrections.id))
    .limit(page.limit)
}

/** Which record a clock is of; that never changes, so it needs no lock. */
export async function findSubject<P extends Permission>(t: TenantTx<P>, id: ClockId) {
  const [row] = await t.sql
    .select({
      incidentId: slaClocks.incidentId,
      alertId: slaClocks.alertId,
      findingId: slaClocks.findingId,
    })
    .from(slaClocks)
    .where(and(eq(slaClocks.tenantId, t.scope.tenantId), eq(slaClocks.id, id)))
  return row
}

/** Of an incident that is need to know. An alert or a finding of one is not there for who does not need to know. */
const isRestricted = sql<boolean>`coalesce((select i.restricted_at is not null from incidents i
    where i.tenant_id = ${slaClocks.tenantId} and i.id = ${slaClocks.incidentId}),
  not exists (select from alerts a where a.tenant_id = ${slaClocks.tenantId} and a.id = ${slaClocks.alertId}
    union all select from findings f where f.tenant_id = ${slaClocks.tenantId} and f.id = ${slaClocks.findingId}))`

/** A clock as it stands; nobody else asks or decides about it until this is over. */
export async function lockStop<P extends Permission>(t: TenantTx<P>, id: ClockId) {
  const [row] = await t.sql
    .select({
      metric: sql<SlaMetric>`${slaClocks.metric}`,
      cycle: slaClocks.cycle,
      state: slaClocks.state,
      startedAt: slaClocks.startedAt,
      endedAt: slaClocks.endedAt,
      isRestricted,
    })
    .from(slaClocks)
    .where(and(eq(slaClocks.tenantId, t.scope.tenantId), eq(slaClocks.id, id)))
    .for("update")
  return row
}
