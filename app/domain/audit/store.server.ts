import { and, desc, eq } from "drizzle-orm"
import type { Permission } from "#app/kernel/permission.ts"
import { auditEntries } from "#db/schema/audit.ts"
import { within } from "#db/reach.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { isReadable } from "./readable.store.server.ts"
import type { AuditActor, AuditEntry, AuditId, AuditResult } from "./entry.ts"

type NewEntry = {
  readonly id: AuditId
  readonly action: string
  readonly targetKind: string
  readonly targetId: string
  readonly result?: AuditResult
  readonly reason?: string
  readonly before?: object
  readonly after?: object
  readonly address: string | null
  readonly userAgent: string | null
  readonly requestId: string | null
}

/** A transaction and for whom somebody acts in it: a `TenantTx`, or the pipeline's. */
type Acting = Pick<TenantTx, "sql" | "now"> & {
  readonly scope: Pick<TenantTx["scope"], "tenantId" | "actor">
}

export async function insertEntry(t: Acting, entry: NewEntry): Promise<void> {
  await t.sql.insert(auditEntries).values({
    ...entry,
    tenantId: t.scope.tenantId,
    at: t.now,
    actor: t.scope.actor,
    before: entry.before ?? null,
    after: entry.after ?? null,
  })
}

export async function selectEntry<P extends Permission>(
  t: TenantTx<P>,
  id: AuditId,
): Promise<AuditEntry | undefined> {
  const [row] = await t.sql
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.tenantId, t.scope.tenantId), eq(auditEntries.id, id), isReadable(t)))
  return row && entryOf(row)
}

export async function selectEntriesOf<P extends Permission>(
  t: ReadTx<P>,
  targetId: string,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await t.sql
    .select()
    .from(auditEntries)
    .where(and(within(auditEntries.tenantId, t.reach), eq(auditEntries.targetId, targetId), isReadable(t)))
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(limit)
  return rows.map(entryOf)
}

function entryOf({ tenantId, ...row }: typeof auditEntries.$inferSelect): AuditEntry {
  return { ...row, actor: row.actor as AuditActor, clientId: tenantId, onceKey: null }
}
