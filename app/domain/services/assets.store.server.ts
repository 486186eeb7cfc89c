import { and, asc, eq, inArray, isNull, ilike, or, type SQL, sql } from "drizzle-orm"
import type { AssetId, ServiceId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { assetAliases, assets } from "#db/schema/services.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import type { AssetView } from "./asset.ts"

export type AssetRow = Omit<AssetView, "id" | "client" | "createdAt">

export async function insertAssets<P extends Permission>(
  t: TenantTx<P>,
  rows: readonly (AssetRow & { readonly id: AssetId })[],
): Promise<void> {
  const { tenantId } = t.scope
  const values = rows.map((row) => ({ ...row, tenantId, aliases: [...row.aliases], createdAt: t.now }))
  if (values.length === 0) return
  await t.sql.insert(assets).values(values)
  await insertAliases(t, values)
}

export async function updateAssetRow<P extends Permission>(
  t: TenantTx<P>,
  id: AssetId,
  row: AssetRow,
): Promise<void> {
  await t.sql
    .update(assets)
    .set({ ...row, aliases: [...row.aliases] })
    .where(and(eq(assets.tenantId, t.scope.tenantId), eq(assets.id, id)))
  await deleteAliases(t, id)
  await insertAliases(t, [{ id, aliases: row.aliases }])
}

export async function archiveAssetRow<P extends Permission>(t: TenantTx<P>, id: AssetId): Promise<void> {
  await t.sql
    .update(assets)
    .set({ archivedAt: t.now })
    .where(and(eq(assets.tenantId, t.scope.tenantId), eq(assets.id, id)))
  await deleteAliases(t, id)
}

export async function selectAsset<P extends Permission>(
  t: ReadTx<P>,
  id: AssetId,
): Promise<AssetView | undefined> {
  const [row] = await fromAssets(t, eq(assets.id, id))
  return row && viewOf(row)
}

/** The client's assets that have one of these aliases. */
export async function selectAssetsByAlias<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
  aliases: readonly string[],
): Promise<AssetView[]> {
  if (aliases.length === 0) return []
  const named = t.sql
    .select({ id: assetAliases.assetId })
    .from(assetAliases)
    .where(
      and(
        within(assetAliases.tenantId, t.reach),
        eq(assetAliases.tenantId, client),
        sql`${assetAliases.alias} in (select jsonb_array_elements_text(${JSON.stringify(aliases)}::jsonb))`,
      ),
    )
  const rows = await fromAssets(t, and(eq(assets.tenantId, client), inArray(assets.id, named)))
  return rows.map(viewOf)
}

export type AssetPage = {
  readonly client: TenantId
  readonly service?: ServiceId
  readonly search?: string
  readonly after?: string
  readonly limit: number
}

/** By name. */
export async function selectAssets<P extends Permission>(
  t: ReadTx<P>,
  page: AssetPage,
): Promise<Page<AssetView>> {
  const [name, id] = page.after ? decodeCursor(page.after, 2) : []
  const rows = await fromAssets(
    t,
    and(
      eq(assets.tenantId, page.client),
      page.service ? eq(assets.serviceId, page.service) : undefined,
      page.search ? named(page.search) : undefined,
      name !== undefined ? sql`(${assets.name}, ${assets.id}) > (${name}, ${id}::uuid)` : undefined,
    ),
  ).limit(page.limit + 1)
  return pageOf(rows, page.limit, viewOf, (row) => [row.name, row.id])
}

export async function countAssets<P extends Permission>(t: ReadTx<P>, client: TenantId): Promise<number> {
  const [row] = await t.sql
    .select({ n: sql<number>`count(*)::int` })
    .from(assets)
    .where(and(within(assets.tenantId, t.reach), eq(assets.tenantId, client), isNull(assets.archivedAt)))
  return row?.n ?? 0
}

/** What was typed is looked for as it stands: the pattern characters of LIKE are text. */
function named(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return or(
    ilike(assets.name, pattern),
    sql`exists (select from unnest(${assets.aliases}) as known(alias) where alias like ${pattern.toLowerCase()})`,
  )
}

async function insertAliases<P extends Permission>(
  t: TenantTx<P>,
  of: readonly { readonly id: AssetId; readonly aliases: readonly string[] }[],
): Promise<void> {
  const rows = of.flatMap(({ id, aliases }) => aliases.map((a) => ({ a, i: id })))
  await t.sql.execute(sql`
    insert into asset_aliases (tenant_id, alias, asset_id)
    select distinct ${t.scope.tenantId}::uuid, a, i from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(a text, i uuid)`)
}

async function deleteAliases<P extends Permission>(t: TenantTx<P>, id: AssetId): Promise<void> {
  await t.sql
    .delete(assetAliases)
    .where(and(eq(assetAliases.tenantId, t.scope.tenantId), eq(assetAliases.assetId, id)))
}

function fromAssets<P extends Permission>(t: ReadTx<P>, where: SQL | undefined) {
  return t.sql
    .select()
    .from(assets)
    .where(and(within(assets.tenantId, t.reach), isNull(assets.archivedAt), where))
    .orderBy(asc(assets.name), asc(assets.id))
}

function viewOf(row: typeof assets.$inferSelect): AssetView {
  const { id, tenantId, name, kind, aliases, criticality, serviceId, createdAt } = row
  return { id, client: tenantId, name, kind, aliases, criticality, serviceId, createdAt }
}
