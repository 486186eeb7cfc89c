import { and, asc, desc, eq, ilike, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from "drizzle-orm"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import { orNever } from "#db/columns.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { clients } from "#db/schema/clients.ts"
import { incidents, incidentTimeline } from "#db/schema/incidents.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { severityOfRank } from "../alerts/severity.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import type { IncidentFilter, IncidentOrder } from "./filter.ts"
import type { IncidentView, TimelineEntry } from "./incident.ts"
import type { Priority } from "./priority.ts"

export type IncidentRow = typeof incidents.$inferSelect
export type IncidentChange = Partial<Omit<typeof incidents.$inferSelect, "tenantId" | "id" | "version">>
type NewIncidentRow = Omit<typeof incidents.$inferInsert, "dueAt"> & { readonly dueAt: Instant | null }
const done = ["resolved", "closed"] as const

export async function selectIncidents<P extends Permission>(
  t: ReadTx<P>,
  filter: IncidentFilter,
  page: { readonly order: IncidentOrder; readonly after?: string; readonly limit: number },
): Promise<Page<IncidentView>> {
  const rows = await fromIncidents(t)
    .where(and(...conditions(t, filter), page.after ? afterCursor(page.order, page.after) : undefined))
    .orderBy(...(page.order === "queue" ? [asc(incidents.dueAt), asc(incidents.priority), asc(incidents.id)] : [desc(incidents.openedAt), desc(incidents.id)]))
    .limit(page.limit + 1)
  return pageOf(rows, page.limit, viewOf, ({ incident: i }) =>
    page.order === "queue" ? [i.dueAt?.toString() ?? "infinity", i.priority, i.id] : [i.openedAt.toString(), i.id],
  )
}

export async function countIncidents<P extends Permission>(t: ReadTx<P>, filter: IncidentFilter, cap: number): Promise<number> {
  const some = t.sql
    .select({ one: sql`1`.as("one") })
    .from(incidents)
    .innerJoin(clients, eq(clients.id, incidents.tenantId))
    .where(and(...conditions(t, filter)))
    .limit(cap)
    .as("some")
  const [row] = await t.sql.select({ n: sql<number>`count(*)::int` }).from(some)
  return row?.n ?? 0
}

export async function selectIncident<P extends Permission>(t: ReadTx<P>, id: IncidentId): Promise<IncidentView | undefined> {
  const [row] = await fromIncidents(t).where(and(within(incidents.tenantId, t.reach), eq(incidents.id, id)))
  return row && viewOf(row)
}

/** Locks one incident of the tenant for the rest of the transaction. */
export async function lockIncident<P extends Permission>(t: TenantTx<P>, id: IncidentId): Promise<IncidentRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(incidents)
    .where(and(eq(incidents.tenantId, t.scope.tenantId), eq(incidents.id, id)))
    .for("update")
  return row
}

/** The open incident that collects this group's alerts. */
export async function findOpenOfGroup<P extends Permission>(t: TenantTx<P>, groupKey: string): Promise<IncidentRow | undefined> {
  const [row] = await t.sql
    .select()
    .from(incidents)
    .where(and(eq(incidents.tenantId, t.scope.tenantId), eq(incidents.groupKey, groupKey), notInArray(incidents.stage, [...done])))
  return row
}

/** Locks the alerts of an incident in the order the pipeline locks them; call it before locking the incident. */
export async function lockAlertsOf<P extends Permission>(t: TenantTx<P>, id: IncidentId): Promise<{ id: AlertId; state: string }[]> {
  return t.sql
    .select({ id: alerts.id, state: alerts.state })
    .from(alerts)
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id)))
    .orderBy(asc(alerts.tenantId), asc(alerts.fingerprint))
    .for("update")
}

export async function nextNumber<P extends Permission>(t: TenantTx<P>): Promise<number> {
  const [row] = await t.sql.execute<{ next: number }>(sql`
    insert into tenant_counters (tenant_id, kind, next) values (${t.scope.tenantId}, 'incident', 1001)
    on conflict (tenant_id, kind) do update set next = tenant_counters.next + 1 returning next`)
  return row?.next ?? 1001
}

export async function insertIncident<P extends Permission>(t: TenantTx<P>, row: NewIncidentRow): Promise<void> {
  await t.sql.insert(incidents).values({ ...row, dueAt: orNever(row.dueAt) })
}

export async function updateIncident<P extends Permission>(t: TenantTx<P>, id: IncidentId, change: IncidentChange): Promise<void> {
  await t.sql
    .update(incidents)
    .set({ ...change, ...("dueAt" in change ? { dueAt: orNever(change.dueAt) } : {}), updatedAt: t.now, version: sql`${incidents.version} + 1` })
    .where(and(eq(incidents.tenantId, t.scope.tenantId), eq(incidents.id, id)))
}

/** Moves the deadline its open alerts are sorted by. */
export async function setDueOfAlerts<P extends Permission>(t: TenantTx<P>, id: IncidentId, dueAt: Instant | null): Promise<void> {
  await t.sql
    .update(alerts)
    .set({ dueAt: orNever(dueAt) })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id), sql`${alerts.state} <> 'closed'`))
}

/** Closes what is still open among its alerts; gives how many. */
export async function closeAlertsOf<P extends Permission>(t: TenantTx<P>, id: IncidentId, disposition: string): Promise<AlertId[]> {
  const rows = await t.sql
    .update(alerts)
    .set({ state: "closed", disposition, closedAt: t.now, dueAt: orNever(null), updatedAt: t.now, version: sql`${alerts.version} + 1` })
    .where(and(eq(alerts.tenantId, t.scope.tenantId), eq(alerts.incidentId, id), sql`${alerts.state} <> 'closed'`))
    .returning({ id: alerts.id })
  return rows.map((row) => row.id)
}

export async function insertTimelineEntry<P extends Permission>(t: TenantTx<P>, incidentId: IncidentId, entry: TimelineEntry): Promise<void> {
  await t.sql.insert(incidentTimeline).values({ tenantId: t.scope.tenantId, incidentId, ...entry })
}

/** Oldest first. `lane` narrows to what one side may read. */
export async function selectTimeline<P extends Permission>(t: ReadTx<P>, id: IncidentId, lane: "all" | "client"): Promise<TimelineEntry[]> {
  const rows = await t.sql
    .select()
    .from(incidentTimeline)
    .where(
      and(
        within(incidentTimeline.tenantId, t.reach),
        eq(incidentTimeline.incidentId, id),
        lane === "client" ? eq(incidentTimeline.lane, "client") : undefined,
      ),
    )
    .orderBy(asc(incidentTimeline.at), asc(incidentTimeline.id))
    .limit(1000)
  return rows.map((row) => ({ ...row, actor: row.actor as Actor, data: row.data as Record<string, unknown> }))
}

function fromIncidents<P extends Permission>(t: ReadTx<P>) {
  return t.sql
    .select({ incident: incidents, client: { id: clients.id, code: clients.code, name: clients.name } })
    .from(incidents)
    .innerJoin(clients, eq(clients.id, incidents.tenantId))
}

type Row = Awaited<ReturnType<typeof fromIncidents<never>>>[number]

function viewOf({ incident, client }: Row): IncidentView {
  const { tenantId: _t, number, ownerId, ownerName, groupKey: _g, severity, priority, ...rest } = incident
  return {
    ...rest,
    client,
    reference: `${client.code}-${number}`,
    severity: severityOfRank(severity),
    priority: priority as Priority,
    owner: ownerId ? { id: ownerId, name: ownerName ?? "Somebody" } : null,
  }
}

function conditions<P extends Permission>(t: ReadTx<P>, f: IncidentFilter): (SQL | undefined)[] {
  return [
    within(incidents.tenantId, t.reach),
    viewCondition(f),
    f.clients?.length ? inArray(incidents.tenantId, [...f.clients]) : undefined,
    f.priorities?.length ? inArray(incidents.priority, [...f.priorities]) : undefined,
    f.discipline ? eq(incidents.discipline, f.discipline) : undefined,
    f.stages?.length ? inArray(incidents.stage, [...f.stages]) : undefined,
    f.ids ? inArray(incidents.id, f.ids as IncidentId[]) : undefined,
    f.sharedOnly ? isNotNull(incidents.sharedAt) : undefined,
    f.search ? matches(f.search) : undefined,
  ]
}

function viewCondition(f: IncidentFilter): SQL | undefined {
  const open = notInArray(incidents.stage, [...done])
  switch (f.view) {
    case undefined:
      return undefined
    case "open":
      return open
    case "resolved":
      return inArray(incidents.stage, [...done])
    case "unowned":
      return and(open, isNull(incidents.ownerId))
    case "mine":
      return and(open, f.me ? eq(incidents.ownerId, f.me) : sql`false`)
  }
}

/** Words of the title, or a reference such as ACME-1042. */
function matches(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return or(ilike(incidents.title, pattern), sql`${clients.code} || '-' || ${incidents.number}::text ilike ${pattern}`)
}

function afterCursor(order: IncidentOrder, cursor: string): SQL {
  if (order === "newest") {
    const [opened, id] = decodeCursor(cursor, 2)
    return sql`(${incidents.openedAt}, ${incidents.id}) < (${opened}::timestamptz, ${id}::uuid)`
  }
  const [due, priority, id] = decodeCursor(cursor, 3)
  return sql`(${incidents.dueAt}, ${incidents.priority}, ${incidents.id}) > (${due}::timestamptz, ${priority}::smallint, ${id}::uuid)`
}
