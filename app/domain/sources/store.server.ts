import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { instant, type Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { sourceCredentials, sources } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import type { SourceChange, SourceView } from "./source.ts"

export async function insertSource<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<typeof sources.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(sources).values({ ...row, tenantId: t.scope.tenantId })
}

export async function insertCredential<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  tokenHash: string,
): Promise<void> {
  await t.sql
    .insert(sourceCredentials)
    .values({ tenantId: t.scope.tenantId, sourceId, tokenHash, createdAt: t.now })
}

/** Ends every live credential of a source, at once or at a later time. @param butListeners leaves those of its listeners */
export async function endCredentials<P extends Permission>(
  t: TenantTx<P>,
  sourceId: SourceId,
  at: Instant,
  { butListeners = false }: { readonly butListeners?: boolean } = {},
): Promise<void> {
  const later = at.epochMilliseconds > t.now.epochMilliseconds
  await t.sql
    .update(sourceCredentials)
    .set(later ? { expiresAt: at } : { revokedAt: at })
    .where(
      and(
        eq(sourceCredentials.tenantId, t.scope.tenantId),
        eq(sourceCredentials.sourceId, sourceId),
        isNull(sourceCredentials.revokedAt),
        butListeners
          ? sql`${sourceCredentials.tokenHash} not in (select credential_hash from source_listeners l where l.tenant_id = ${t.scope.tenantId} and l.source_id = ${sourceId})`
          : undefined,
      ),
    )
}

export async function updateSourceRow<P extends Permission>(
  t: TenantTx<P>,
  id: SourceId,
  change: SourceChange,
): Promise<void> {
  const { learningUntil, ...rest } = change
  if (Object.keys(change).length === 0) return
  await t.sql
    .update(sources)
    .set({
      ...rest,
      ...(learningUntil === undefined
        ? {}
        : { learningUntil: learningUntil ? instant(learningUntil) : null }),
    })
    .where(and(eq(sources.tenantId, t.scope.tenantId), eq(sources.id, id)))
}

export async function markDeleted<P extends Permission>(t: TenantTx<P>, sourceId: SourceId): Promise<void> {
  await t.sql
    .update(sources)
    .set({ deletedAt: t.now, enabled: false })
    .where(and(eq(sources.tenantId, t.scope.tenantId), eq(sources.id, sourceId)))
}

export async function selectSource<P extends Permission>(
  t: ReadTx<P>,
  id: SourceId,
): Promise<SourceView | undefined> {
  const [row] = await t.sql
    .select()
    .from(sources)
    .where(and(within(sources.tenantId, t.reach), eq(sources.id, id), isNull(sources.deletedAt)))
  return row && viewOf(row)
}

/** Lets one transaction at a time look for a client's part of a shared source, and make it. */
export async function lockMirrors<P extends Permission>(t: TenantTx<P>): Promise<void> {
  await t.sql.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`mirrors ${t.scope.tenantId}`}, 0))`,
  )
}

/** The source that stands for a shared one at this client. */
export async function selectMirror<P extends Permission>(
  t: TenantTx<P>,
  sharedId: SourceId,
): Promise<SourceId | undefined> {
  const [row] = await t.sql
    .select({ id: sources.id })
    .from(sources)
    .where(
      and(eq(sources.tenantId, t.scope.tenantId), eq(sources.mirrorOf, sharedId), isNull(sources.deletedAt)),
    )
  return row?.id
}

/** By name. */
export async function selectSources<P extends Permission>(
  t: ReadTx<P>,
  page: { readonly client?: TenantId; readonly after?: string; readonly limit: number },
): Promise<Page<SourceView>> {
  const [name, id] = page.after ? decodeCursor(page.after, 2) : []
  const rows = await t.sql
    .select()
    .from(sources)
    .where(
      and(
        within(sources.tenantId, t.reach),
        page.client ? eq(sources.tenantId, page.client) : undefined,
        isNull(sources.deletedAt),
        name !== undefined ? sql`(${sources.name}, ${sources.id}) > (${name}, ${id}::uuid)` : undefined,
      ),
    )
    .orderBy(asc(sources.name), asc(sources.id))
    .limit(page.limit + 1)
  return pageOf(rows, page.limit, viewOf, (row) => [row.name, row.id])
}

function viewOf(row: typeof sources.$inferSelect): SourceView {
  const { tenantId, deletedAt: _, ...rest } = row
  return { ...rest, client: tenantId }
}
