import {
  and,
  asc,
  desc,
  eq,
  exists,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm"
import { type AlertId, lowestIdAt } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { alerts } from "#db/schema/alerts.ts"
import { clients } from "#db/schema/clients.ts"
import { incidents } from "#db/schema/incidents.ts"
import { sources } from "#db/schema/sources.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Observable } from "../ingest/adapter.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import { type AlertFilter, type AlertOrder, atRiskSeconds } from "./filter.ts"
import { severityOfRank, severityRank } from "./severity.ts"
import type { AlertView } from "./view.ts"

const unclosed = ne(alerts.state, "closed")
/** Open and in sight: what the views of the queue are made of. */
const open = and(unclosed, isNull(alerts.suppressedBy))

export async function selectAlerts<P extends Permission>(
  t: ReadTx<P>,
  filter: AlertFilter,
  page: { readonly order: AlertOrder; readonly after?: string; readonly limit: number },
): Promise<Page<AlertView>> {
  const where = and(...conditions(t, filter), page.after ? afterCursor(page.order, page.after) : undefined)
  const order =
    page.order === "queue" ? [asc(alerts.dueAt), asc(alerts.severity), asc(alerts.id)] : [desc(alerts.id)]
  const rows = await fromAlerts(t)
    .where(where)
    .orderBy(...order)
    .limit(page.limit + 1)
  return pageOf(rows, page.limit, viewOf, ({ alert }) =>
    page.order === "queue" ? [alert.dueAt?.toString() ?? "infinity", alert.severity, alert.id] : [alert.id],
  )
}

/** How many match, counted to `cap` at most. */
export async function countAlerts<P extends Permission>(
  t: ReadTx<P>,
  filter: AlertFilter,
  cap: number,
): Promise<number> {
  const some = t.sql
    .select({ one: sql`1`.as("one") })
    .from(alerts)
    .where(and(...conditions(t, filter)))
    .limit(cap)
    .as("some")
  const [row] = await t.sql.select({ n: sql<number>`count(*)::int` }).from(some)
  return row?.n ?? 0
}

export async function selectAlert<P extends Permission>(
  t: ReadTx<P>,
  id: AlertId,
): Promise<AlertView | undefined> {
  const [row] = await fromAlerts(t).where(and(within(alerts.tenantId, t.reach), eq(alerts.id, id)))
  return row && viewOf(row)
}

/** Alerts first seen per hour and severity since `from`: the bars above the queue. */
export async function countByHour<P extends Permission>(t: ReadTx<P>, filter: AlertFilter, hours: number) {
  const from = plusSeconds(t.now, -hours * 3600)
  return t.sql
    .select({
      hour: sql<number>`floor(extract(epoch from ${alerts.firstSeenAt} - ${from.toString()}::timestamptz) / 3600)::int`.as(
        "hour",
      ),
      severity: alerts.severity,
      count: sql<number>`count(*)::int`,
    })
    .from(alerts)
    .where(and(...conditions(t, filter), gte(alerts.id, lowestIdAt(from.epochMilliseconds))))
    .groupBy(sql`hour`, alerts.severity)
}

function fromAlerts<P extends Permission>(t: ReadTx<P>) {
  return t.sql
    .select({
      alert: alerts,
      client: { id: clients.id, code: clients.code, name: clients.name },
      source: { id: sources.id, name: sources.name, adapter: sources.adapter },
      incidentNumber: incidents.number,
      isCandidate: incidents.isCandidate,
    })
    .from(alerts)
    .innerJoin(clients, eq(clients.id, alerts.tenantId))
    .innerJoin(sources, and(eq(sources.tenantId, alerts.tenantId), eq(sources.id, alerts.sourceId)))
    .leftJoin(incidents, and(eq(incidents.tenantId, alerts.tenantId), eq(incidents.id, alerts.incidentId)))
}

type Row = Awaited<ReturnType<typeof fromAlerts<never>>>[number]

function viewOf({ alert, client, source, incidentNumber, isCandidate }: Row): AlertView {
  const { tenantId: _t, sourceId: _s, conditionChanges: _c, ...shown } = alert
  const { severity, incidentId, assigneeId, assigneeName, ...rest } = shown
  return {
    ...rest,
    client,
    source,
    severity: severityOfRank(severity),
    observables: alert.observables as Observable[],
    labels: alert.labels as Record<string, string>,
    incident:
      incidentId && incidentNumber !== null
        ? { id: incidentId, reference: `${client.code}-${incidentNumber}`, isCandidate: isCandidate === true }
        : null,
    assignee: assigneeId ? { id: assigneeId, name: assigneeName ?? "Somebody" } : null,
  }
}

function conditions<P extends Permission>(t: ReadTx<P>, f: AlertFilter): (SQL | undefined)[] {
  return [
    within(alerts.tenantId, t.reach),
    viewCondition(t, f),
    f.clients?.length ? inArray(alerts.tenantId, [...f.clients]) : undefined,
    f.notClients?.length ? notInArray(alerts.tenantId, [...f.notClients]) : undefined,
    f.source ? eq(alerts.sourceId, f.source) : undefined,
    f.severities?.length ? inArray(alerts.severity, f.severities.map(severityRank)) : undefined,
    f.discipline ? eq(alerts.discipline, f.discipline) : undefined,
    f.states?.length ? inArray(alerts.state, [...f.states]) : undefined,
    f.condition ? eq(alerts.condition, f.condition) : undefined,
    f.suppressedBy ? eq(alerts.suppressedBy, f.suppressedBy) : undefined,
    f.since ? gte(alerts.lastSeenAt, f.since) : undefined,
    f.search ? matches(f.search) : undefined,
    f.isCandidate ? inCandidate(t) : undefined,
    f.incident ? eq(alerts.incidentId, f.incident) : undefined,
    f.ids ? inArray(alerts.id, f.ids as AlertId[]) : undefined,
  ]
}

function viewCondition<P extends Permission>(t: ReadTx<P>, f: AlertFilter): SQL | undefined {
  switch (f.view) {
    case undefined:
      return undefined
    case "open":
      return open
    case "closed":
      return eq(alerts.state, "closed")
    case "suppressed":
      return and(unclosed, isNotNull(alerts.suppressedBy))
    case "unassigned":
      return and(open, isNull(alerts.assigneeId))
    case "mine":
      return and(open, f.me ? eq(alerts.assigneeId, f.me) : sql`false`)
    case "at-risk":
      return and(open, isNotNull(alerts.dueAt), lte(alerts.dueAt, plusSeconds(t.now, atRiskSeconds)))
  }
}

/** Without a join, so that it also narrows the counts. */
function inCandidate<P extends Permission>(t: ReadTx<P>): SQL {
  const waiting = t.sql
    .select({ one: sql`1` })
    .from(incidents)
    .where(
      and(
        within(incidents.tenantId, t.reach),
        eq(incidents.tenantId, alerts.tenantId),
        eq(incidents.id, alerts.incidentId),
        eq(incidents.isCandidate, true),
        isNull(incidents.dismissedAt),
      ),
    )
  return exists(waiting)
}

/** What was typed is looked for as it stands: the pattern characters of LIKE are text. */
function matches(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return or(ilike(alerts.title, pattern), ilike(alerts.asset, pattern), ilike(alerts.externalId, pattern))
}

function afterCursor(order: AlertOrder, cursor: string): SQL {
  if (order === "newest") {
    const [id] = decodeCursor(cursor, 1)
    return sql`${alerts.id} < ${id}::uuid`
  }
  const [due, severity, id] = decodeCursor(cursor, 3)
  return sql`(${alerts.dueAt}, ${alerts.severity}, ${alerts.id}) > (${due}::timestamptz, ${severity}::smallint, ${id}::uuid)`
}
