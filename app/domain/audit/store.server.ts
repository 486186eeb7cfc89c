import { and, desc, eq } from "drizzle-orm"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import { auditEntries } from "#db/schema/audit.ts"
import { within } from "#db/reach.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

export type AuditEntry = {
  readonly id: string
  readonly at: Instant
  readonly actor: Actor
  readonly action: string
  readonly targetId: string
  readonly before: unknown
  readonly after: unknown
}

type NewEntry = {
  readonly id: string
  readonly action: string
  readonly targetKind: string
  readonly targetId: string
  readonly before?: object
  readonly after?: object
}

export async function insertEntry<P extends Permission>(t: TenantTx<P>, entry: NewEntry): Promise<void> {
  await t.sql.insert(auditEntries).values({
    tenantId: t.scope.tenantId,
    id: entry.id,
    at: t.now,
    actor: t.scope.actor,
    action: entry.action,
    targetKind: entry.targetKind,
    targetId: entry.targetId,
    before: entry.before ?? null,
    after: entry.after ?? null,
  })
}

export async function selectEntry<P extends Permission>(
  t: TenantTx<P>,
  id: string,
): Promise<AuditEntry | undefined> {
  const [row] = await t.sql
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.tenantId, t.scope.tenantId), eq(auditEntries.id, id)))
  return row ? { ...row, actor: row.actor as Actor } : undefined
}

export async function selectEntriesOf<P extends Permission>(
  t: ReadTx<P>,
  targetId: string,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await t.sql
    .select()
    .from(auditEntries)
    .where(and(within(auditEntries.tenantId, t.reach), eq(auditEntries.targetId, targetId)))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(limit)
  return rows.map((row) => ({ ...row, actor: row.actor as Actor }))
}
