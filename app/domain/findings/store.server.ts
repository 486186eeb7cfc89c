import { and, asc, desc, eq, inArray, isNotNull, lte, or } from "drizzle-orm"
import { type AcceptanceId, type FindingId, newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { orNever } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { findingAcceptances, findingHistory, findings, findingSightings } from "#db/schema/findings.ts"
import { signals } from "#db/schema/ingest.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

export type FindingRow = typeof findings.$inferSelect
export type FindingChange = Partial<Omit<FindingRow, "tenantId" | "id">>
export type AcceptanceRow = typeof findingAcceptances.$inferSelect

const mine = <P extends Permission>(t: TenantTx<P>) => eq(findings.tenantId, t.scope.tenantId)

export async function selectForUpdate<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly FindingId[],
): Promise<FindingRow[]> {
  return t.sql
    .select()
    .from(findings)
    .where(and(mine(t), inArray(findings.id, [...ids])))
    .orderBy(asc(findings.tenantId), asc(findings.fingerprint))
    .for("update")
}

export async function updateFinding<P extends Permission>(
  t: TenantTx<P>,
  id: FindingId,
  change: FindingChange,
): Promise<void> {
  await t.sql
    .update(findings)
    .set({ ...change, ...("dueAt" in change ? { dueAt: orNever(change.dueAt) } : {}), updatedAt: t.now })
    .where(and(mine(t), eq(findings.id, id)))
}

/** Notes what somebody did, in the words of the history. */
export async function writeHistory<P extends Permission>(
  t: TenantTx<P>,
  findingId: FindingId,
  entry: { readonly kind: string; readonly note?: string; readonly until?: Instant },
): Promise<void> {
  await t.sql.insert(findingHistory).values({
    ...{ tenantId: t.scope.tenantId, id: newId<"finding-entry">(), findingId, at: t.now },
    ...{ kind: entry.kind, byName: t.scope.actor.name, note: entry.note ?? null, until: entry.until ?? null },
  })
}

/** Findings of the tenant whose accepted risk or planned change has come to its day. */
export async function selectExpired<P extends Permission>(t: TenantTx<P>): Promise<FindingId[]> {
  const rows = await t.sql
    .select({ id: findings.id })
    .from(findings)
    .where(
      and(
        mine(t),
        or(
          and(isNotNull(findings.acceptedUntil), lte(findings.acceptedUntil, t.now)),
          and(isNotNull(findings.plannedUntil), lte(findings.plannedUntil, t.now)),
        ),
      ),
    )
    .orderBy(asc(findings.id))
  return rows.map(({ id }) => id)
}

export async function insertAcceptance<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<typeof findingAcceptances.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(findingAcceptances).values({ ...row, tenantId: t.scope.tenantId })
}

/** The wish that waits for a decision, locked; there is one at most. */
export async function lockAsked<P extends Permission>(
  t: TenantTx<P>,
  findingId: FindingId,
): Promise<AcceptanceRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(findingAcceptances)
    .where(
      and(
        eq(findingAcceptances.tenantId, t.scope.tenantId),
        eq(findingAcceptances.findingId, findingId),
        eq(findingAcceptances.state, "requested"),
      ),
    )
    .for("update")
  return row
}

export async function updateAcceptance<P extends Permission>(
  t: TenantTx<P>,
  id: AcceptanceId,
  change: Partial<AcceptanceRow>,
): Promise<void> {
  await t.sql
    .update(findingAcceptances)
    .set(change)
    .where(and(eq(findingAcceptances.tenantId, t.scope.tenantId), eq(findingAcceptances.id, id)))
}

/** What was asked and decided about a finding, newest first. */
export async function selectAcceptances<P extends Permission>(t: ReadTx<P>, id: FindingId) {
  return t.sql
    .select()
    .from(findingAcceptances)
    .where(and(within(findingAcceptances.tenantId, t.reach), eq(findingAcceptances.findingId, id)))
    .orderBy(desc(findingAcceptances.requestedAt))
}

/** What became of a finding, newest first. */
export async function selectHistory<P extends Permission>(t: ReadTx<P>, id: FindingId, limit: number) {
  return t.sql
    .select()
    .from(findingHistory)
    .where(and(within(findingHistory.tenantId, t.reach), eq(findingHistory.findingId, id)))
    .orderBy(desc(findingHistory.at), desc(findingHistory.id))
    .limit(limit)
}

/** The newest signals that told of a finding, newest first. */
export async function selectSightings<P extends Permission>(t: ReadTx<P>, id: FindingId, limit: number) {
  const s = findingSightings
  return t.sql
    .select({
      ...{ deliveryId: s.deliveryId, ordinal: s.ordinal, receivedAt: s.receivedAt, effect: s.effect },
      ...{ kind: signals.kind, severity: signals.severity, title: signals.title },
      occurredAt: signals.occurredAt,
    })
    .from(s)
    .innerJoin(
      signals,
      and(
        ...[eq(signals.tenantId, s.tenantId), eq(signals.deliveryId, s.deliveryId)],
        ...[eq(signals.ordinal, s.ordinal), eq(signals.receivedAt, s.receivedAt)],
      ),
    )
    .where(and(within(s.tenantId, t.reach), eq(s.findingId, id)))
    .orderBy(desc(s.receivedAt), desc(s.ordinal))
    .limit(limit)
}
