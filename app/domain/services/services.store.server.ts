import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm"
import type { ServiceId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { assets, serviceDependencies, services } from "#db/schema/services.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { Matcher } from "../matching/matcher.ts"
import { type Page, pageOf, decodeCursor } from "../paging.ts"
import type { Dependency } from "./dependencies.ts"
import type { NewService, ServiceView } from "./service.ts"

/** Lets one change of a client's services and assets happen at a time: names, aliases and rings are checked, then written. */
export async function lockInventory<P extends Permission>(t: TenantTx<P>): Promise<void> {
  await t.sql.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`inventory ${t.scope.tenantId}`}, 0))`,
  )
}

type ServiceRow = Omit<NewService, "dependsOn">

export async function insertService<P extends Permission>(
  t: TenantTx<P>,
  id: ServiceId,
  row: ServiceRow,
): Promise<void> {
  await t.sql.insert(services).values({ tenantId: t.scope.tenantId, id, ...row, createdAt: t.now })
}

export async function updateServiceRow<P extends Permission>(
  t: TenantTx<P>,
  id: ServiceId,
  row: ServiceRow,
): Promise<void> {
  await t.sql.update(services).set(row).where(ownService(t, id))
}

/** Marks it archived, and takes it out of every dependency and every asset. */
export async function archiveServiceRow<P extends Permission>(t: TenantTx<P>, id: ServiceId): Promise<void> {
  const { tenantId } = t.scope
  await t.sql
    .delete(serviceDependencies)
    .where(
      and(
        eq(serviceDependencies.tenantId, tenantId),
        or(eq(serviceDependencies.serviceId, id), eq(serviceDependencies.dependsOnId, id)),
      ),
    )
  await t.sql
    .update(assets)
    .set({ serviceId: null })
    .where(and(eq(assets.tenantId, tenantId), eq(assets.serviceId, id)))
  await t.sql.update(services).set({ archivedAt: t.now }).where(ownService(t, id))
}

export async function replaceDependencies<P extends Permission>(
  t: TenantTx<P>,
  id: ServiceId,
  dependsOn: readonly ServiceId[],
): Promise<void> {
  const { tenantId } = t.scope
  await t.sql
    .delete(serviceDependencies)
    .where(and(eq(serviceDependencies.tenantId, tenantId), eq(serviceDependencies.serviceId, id)))
  const rows = [...new Set(dependsOn)].map((on) => ({ tenantId, serviceId: id, dependsOnId: on }))
  if (rows.length > 0) await t.sql.insert(serviceDependencies).values(rows)
}

export async function selectDependencies<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
): Promise<Dependency[]> {
  return t.sql
    .select({ service: serviceDependencies.serviceId, dependsOn: serviceDependencies.dependsOnId })
    .from(serviceDependencies)
    .where(and(within(serviceDependencies.tenantId, t.reach), eq(serviceDependencies.tenantId, client)))
}

/** By name. */
export async function selectServices<P extends Permission>(
  t: ReadTx<P>,
  page: { readonly client: TenantId; readonly after?: string; readonly limit: number },
): Promise<Page<ServiceView>> {
  const [name, id] = page.after ? decodeCursor(page.after, 2) : []
  const rows = await fromServices(
    t,
    and(
      eq(services.tenantId, page.client),
      name !== undefined ? sql`(${services.name}, ${services.id}) > (${name}, ${id}::uuid)` : undefined,
    ),
  ).limit(page.limit + 1)
  return pageOf(rows, page.limit, viewOf, ({ service }) => [service.name, service.id])
}

export async function selectService<P extends Permission>(
  t: ReadTx<P>,
  id: ServiceId,
): Promise<ServiceView | undefined> {
  const [row] = await fromServices(t, eq(services.id, id))
  return row && viewOf(row)
}

/** The service of that name, in whatever case. */
export async function selectServiceNamed<P extends Permission>(
  t: TenantTx<P>,
  name: string,
): Promise<ServiceView | undefined> {
  const [row] = await fromServices(
    t,
    and(eq(services.tenantId, t.scope.tenantId), sql`lower(${services.name}) = lower(${name})`),
  )
  return row && viewOf(row)
}

function fromServices<P extends Permission>(t: ReadTx<P>, where: SQL | undefined) {
  // Written out: drizzle leaves the table's name away, and "id" would be the inner table's.
  const dependsOn = sql<ServiceId[]>`array(select d.depends_on_id from service_dependencies d
    where d.tenant_id = services.tenant_id and d.service_id = services.id order by 1)`
  const parts = sql<number>`(select count(*)::int from assets a
    where a.tenant_id = services.tenant_id and a.service_id = services.id and a.archived_at is null)`
  return t.sql
    .select({ service: services, dependsOn, parts })
    .from(services)
    .where(and(within(services.tenantId, t.reach), isNull(services.archivedAt), where))
    .orderBy(asc(services.name), asc(services.id))
}

function viewOf(row: {
  readonly service: typeof services.$inferSelect
  readonly dependsOn: ServiceId[]
  readonly parts: number
}): ServiceView {
  const { id, tenantId, name, description, criticality, matcher, createdAt } = row.service
  return {
    ...{ id, client: tenantId, name, description, criticality, createdAt },
    matcher: matcher as Matcher | null,
    dependsOn: row.dependsOn,
    assets: row.parts,
  }
}

function ownService<P extends Permission>(t: TenantTx<P>, id: ServiceId): SQL | undefined {
  return and(eq(services.tenantId, t.scope.tenantId), eq(services.id, id))
}
