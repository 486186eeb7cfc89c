import { and, desc, eq, ilike, or, type SQL, sql } from "drizzle-orm"
import type { Permission } from "#app/kernel/permission.ts"
import { isId, type TenantId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { within } from "#db/reach.ts"
import { auditEntries, providerAuditEntries } from "#db/schema/audit.ts"
import type { ReadTx } from "#db/tenant.ts"
import { decodeCursor } from "../paging.ts"
import type { AuditActor, AuditEntry } from "./entry.ts"
import type { AuditFilter } from "./filter.ts"
import { isReadable } from "./readable.store.server.ts"

type PageAsked = { readonly after?: string; readonly limit: number }
type Entries = typeof providerAuditEntries

/** Entries of the clients in reach, newest first; one more than the limit when there are more. */
export async function selectClientEntries<P extends Permission>(
  t: ReadTx<P>,
  filter: AuditFilter,
  page: PageAsked,
): Promise<AuditEntry[]> {
  if (filter.client === "provider") return []
  const entries = auditEntries as unknown as Entries
  const rows = await t.sql
    .select({ ...columnsOf(entries), clientId: auditEntries.tenantId })
    .from(auditEntries)
    .where(
      and(
        within(auditEntries.tenantId, t.reach),
        isReadable(t),
        filter.client ? eq(auditEntries.tenantId, filter.client) : undefined,
        ...conditions(entries, filter, page),
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(page.limit + 1)
  return rows.map((row) => entryOf({ ...row, onceKey: null }))
}

/** The provider's own entries, newest first; those done for one client when the filter names it. */
export async function selectProviderEntries(
  tx: IdentityTx,
  filter: AuditFilter,
  page: PageAsked,
): Promise<AuditEntry[]> {
  const entries = providerAuditEntries
  const ofClient = filter.client && filter.client !== "provider" ? filter.client : undefined
  const rows = await tx.sql
    .select({ ...columnsOf(entries), clientId: entries.clientId, onceKey: entries.onceKey })
    .from(entries)
    .where(and(ofClient ? eq(entries.clientId, ofClient) : undefined, ...conditions(entries, filter, page)))
    .orderBy(desc(entries.at), desc(entries.id))
    .limit(page.limit + 1)
  return rows.map(entryOf)
}

function columnsOf(entries: Entries) {
  const { id, at, actor, action, targetKind, targetId, result, reason, before, after } = entries
  const { address, userAgent, requestId } = entries
  return {
    ...{ id, at, actor, action, targetKind, targetId, result, reason, before, after },
    ...{ address, userAgent, requestId },
  }
}

function conditions(entries: Entries, f: AuditFilter, page: PageAsked): (SQL | undefined)[] {
  const name = sql<string>`${entries.actor}->>'name'`
  return [
    f.actor
      ? or(sql`${name} ilike ${containing(f.actor)}`, sql`${entries.actor}->>'id' = ${f.actor}`)
      : undefined,
    f.action ? ilike(entries.action, `${escaped(f.action)}%`) : undefined,
    f.target ? targetIs(entries, f.target) : undefined,
    f.result ? eq(entries.result, f.result) : undefined,
    f.after ? sql`${entries.at} >= ${f.after.toString()}::timestamptz` : undefined,
    f.before ? sql`${entries.at} < ${f.before.toString()}::timestamptz` : undefined,
    f.text
      ? or(ilike(entries.action, containing(f.text)), sql`${name} ilike ${containing(f.text)}`)
      : undefined,
    page.after ? afterCursor(entries, page.after) : undefined,
  ]
}

function targetIs(entries: Entries, target: string): SQL {
  return isId(target) ? eq(entries.targetId, target) : eq(entries.targetKind, target)
}

function afterCursor(entries: Entries, cursor: string): SQL {
  const [at, id] = decodeCursor(cursor, 2)
  return sql`(${entries.at}, ${entries.id}) < (${at}::timestamptz, ${id}::uuid)`
}

const escaped = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)
const containing = (text: string) => `%${escaped(text)}%`

type Row = Omit<AuditEntry, "actor" | "clientId"> & {
  readonly actor: unknown
  readonly clientId: TenantId | null
}

function entryOf(row: Row): AuditEntry {
  return { ...row, actor: row.actor as AuditActor }
}
