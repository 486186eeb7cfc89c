import { and, asc, desc, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm"
import type { MaintenanceWindowId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { assets, services } from "#db/schema/services.ts"
import { maintenanceWindows } from "#db/schema/suppression.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { windowOf } from "./stored.ts"
import type { MaintenanceWindow } from "./window.ts"

const { tenantId, id, startsAt, endsAt, cancelledAt, runEndsAt } = maintenanceWindows
type NewRow = Omit<typeof maintenanceWindows.$inferInsert, "tenantId">

export async function insertWindow<P extends Permission>(t: TenantTx<P>, row: NewRow): Promise<void> {
  await t.sql.insert(maintenanceWindows).values({ ...row, tenantId: t.scope.tenantId })
}

export async function lockWindow<P extends Permission>(
  t: TenantTx<P>,
  windowId: MaintenanceWindowId,
): Promise<MaintenanceWindow | undefined> {
  const [row] = await t.sql
    .select()
    .from(maintenanceWindows)
    .where(and(eq(tenantId, t.scope.tenantId), eq(id, windowId)))
    .for("update")
  return row && windowOf(row)
}

export async function updateWindow<P extends Permission>(
  t: TenantTx<P>,
  windowId: MaintenanceWindowId,
  change: Partial<Omit<NewRow, "id">>,
): Promise<void> {
  await t.sql
    .update(maintenanceWindows)
    .set(change)
    .where(and(eq(tenantId, t.scope.tenantId), eq(id, windowId)))
}

export async function selectWindow<P extends Permission>(
  t: ReadTx<P>,
  windowId: MaintenanceWindowId,
): Promise<MaintenanceWindow | undefined> {
  const [row] = await t.sql
    .select()
    .from(maintenanceWindows)
    .where(and(within(tenantId, t.reach), eq(id, windowId)))
  return row && windowOf(row)
}

/** `live`: neither cancelled nor past its end, soonest end first. `over`: the rest, latest end first. */
export async function selectWindows<P extends Permission>(
  t: ReadTx<P>,
  which: "live" | "over",
  limit: number,
  client?: TenantId,
): Promise<MaintenanceWindow[]> {
  const state =
    which === "live"
      ? and(isNull(cancelledAt), gt(endsAt, t.now))
      : or(isNotNull(cancelledAt), lte(endsAt, t.now))
  const rows = await t.sql
    .select()
    .from(maintenanceWindows)
    .where(and(within(tenantId, t.reach), client ? eq(tenantId, client) : undefined, state))
    .orderBy(which === "live" ? asc(endsAt) : desc(endsAt), asc(id))
    .limit(limit)
  return rows.map(windowOf)
}

/** Locks the tenant's windows whose runs may have begun or ended unnoted within the last days. */
export async function lockWindowsInMotion<P extends Permission>(
  t: TenantTx<P>,
  days: number,
): Promise<MaintenanceWindow[]> {
  const rows = await t.sql
    .select()
    .from(maintenanceWindows)
    .where(
      and(
        eq(tenantId, t.scope.tenantId),
        lte(startsAt, t.now),
        or(isNotNull(runEndsAt), and(isNull(cancelledAt), gt(endsAt, plusSeconds(t.now, -days * 86_400)))),
      ),
    )
    .orderBy(asc(id))
    .for("update")
  return rows.map(windowOf)
}

/** What the scopes of windows can name: of one client, or of all in reach. */
export async function selectScopeNames<P extends Permission>(t: ReadTx<P>, client?: TenantId) {
  const ours = <T extends typeof services | typeof assets>(table: T) =>
    and(
      within(table.tenantId, t.reach),
      client ? eq(table.tenantId, client) : undefined,
      isNull(table.archivedAt),
    )
  return {
    services: await t.sql
      .select({ id: services.id, name: services.name })
      .from(services)
      .where(ours(services))
      .orderBy(asc(services.name))
      .limit(2000),
    assets: await t.sql
      .select({ id: assets.id, name: assets.name })
      .from(assets)
      .where(ours(assets))
      .orderBy(asc(assets.name))
      .limit(5000),
  }
}

/** How many of these ids are services, or assets, of the tenant. */
export async function countOwn<P extends Permission>(
  t: TenantTx<P>,
  kind: "services" | "assets",
  ids: readonly string[],
): Promise<number> {
  const table = kind === "services" ? services : assets
  const [row] = await t.sql
    .select({ n: sql<number>`count(*)::int` })
    .from(table)
    .where(
      and(
        eq(table.tenantId, t.scope.tenantId),
        sql`${table.id} in (select x::uuid from json_array_elements_text(${JSON.stringify(ids)}::json) x)`,
      ),
    )
  return row?.n ?? 0
}
