import {
  and,
  asc,
  desc,
  eq,
  ilike,
  inArray,
  isNotNull,
  isNull,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { clients } from "#db/schema/clients.ts"
import { incidents, restrictedIncidents } from "#db/schema/incidents.ts"
import type { ReadTx } from "#db/tenant.ts"
import { severityOfRank } from "../alerts/severity.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import type { IncidentFilter, IncidentOrder } from "./filter.ts"
import { doneStages, type IncidentView } from "./incident.ts"
import { visibleTo, withheld } from "./need-to-know.ts"
import type { Priority } from "./priority.ts"

export async function selectIncidents<P extends Permission>(
  t: ReadTx<P>,
  filter: IncidentFilter,
  page: { readonly order: IncidentOrder; readonly after?: string; readonly limit: number },
): Promise<Page<IncidentView>> {
  const rows = await fromIncidents(t)
    .where(and(...conditions(t, filter), page.after ? afterCursor(page.order, page.after) : undefined))
    .orderBy(
      ...(page.order === "queue"
        ? [asc(incidents.dueAt), asc(incidents.priority), asc(incidents.id)]
        : [desc(incidents.openedAt), desc(incidents.id)]),
    )
    .limit(page.limit + 1)
  return pageOf(
    rows,
    page.limit,
    (row) => viewOf(t, row),
    ({ incident: i }) =>
      page.order === "queue"
        ? [i.dueAt?.toString() ?? "infinity", i.priority, i.id]
        : [i.openedAt.toString(), i.id],
  )
}

export async function countIncidents<P extends Permission>(
  t: ReadTx<P>,
  filter: IncidentFilter,
  cap: number,
): Promise<number> {
  const some = t.sql
    .select({ one: sql`1`.as("one") })
    .from(incidents)
    .innerJoin(clients, eq(clients.id, incidents.tenantId))
    .leftJoin(restrictedIncidents, itsWords)
    .where(and(...conditions(t, filter)))
    .limit(cap)
    .as("some")
  const [row] = await t.sql.select({ n: sql<number>`count(*)::int` }).from(some)
  return row?.n ?? 0
}

export async function selectIncident<P extends Permission>(
  t: ReadTx<P>,
  id: IncidentId,
): Promise<IncidentView | undefined> {
  const [row] = await fromIncidents(t).where(and(within(incidents.tenantId, t.reach), eq(incidents.id, id)))
  return row && viewOf(t, row)
}

/** The words of what is need to know: there for who does. */
const itsWords = and(
  eq(restrictedIncidents.tenantId, incidents.tenantId),
  eq(restrictedIncidents.incidentId, incidents.id),
)

function fromIncidents<P extends Permission>(t: ReadTx<P>) {
  return t.sql
    .select({
      incident: incidents,
      client: { id: clients.id, code: clients.code, name: clients.name, timeZone: clients.timeZone },
      words: restrictedIncidents,
    })
    .from(incidents)
    .innerJoin(clients, eq(clients.id, incidents.tenantId))
    .leftJoin(restrictedIncidents, itsWords)
}

type Row = Awaited<ReturnType<typeof fromIncidents<never>>>[number]

/** What is need to know, read by everybody through here: who does not is given what `withheld` leaves. */
function viewOf<P extends Permission>(t: ReadTx<P>, { incident, client, words }: Row): IncidentView {
  const { tenantId, number, ownerId, ownerName, groupKey: _g, severity, priority, ...rest } = incident
  const view: IncidentView = {
    ...rest,
    title: words?.title ?? incident.title,
    restriction: words && { reason: words.reason, byName: words.restrictedByName },
    isWithheld: false,
    client,
    reference: `${client.code}-${number}`,
    severity: severityOfRank(severity),
    priority: priority as Priority,
    owner: ownerId ? { id: ownerId, name: ownerName ?? "Somebody" } : null,
  }
  return visibleTo(t.sight, { tenantId, restrictedAt: incident.restrictedAt }) ? view : withheld(view)
}

function conditions<P extends Permission>(t: ReadTx<P>, f: IncidentFilter): (SQL | undefined)[] {
  return [
    within(incidents.tenantId, t.reach),
    viewCondition(f),
    f.clients?.length ? inArray(incidents.tenantId, [...f.clients]) : undefined,
    f.notClients?.length ? notInArray(incidents.tenantId, [...f.notClients]) : undefined,
    f.priorities?.length ? inArray(incidents.priority, [...f.priorities]) : undefined,
    f.discipline ? eq(incidents.discipline, f.discipline) : undefined,
    f.stages?.length ? inArray(incidents.stage, [...f.stages]) : undefined,
    f.ids ? inArray(incidents.id, f.ids as IncidentId[]) : undefined,
    f.sharedOnly ? and(isNotNull(incidents.sharedAt), eq(incidents.isCandidate, false)) : undefined,
    f.standing ? and(isNull(incidents.mergedInto), isNull(incidents.dismissedAt)) : undefined,
    f.search ? matches(f.search) : undefined,
  ]
}

function viewCondition(f: IncidentFilter): SQL | undefined {
  const open = notInArray(incidents.stage, [...doneStages])
  switch (f.view) {
    case undefined:
      return undefined
    case "open":
      return open
    case "resolved":
      return inArray(incidents.stage, [...doneStages])
    case "candidates":
      return and(open, eq(incidents.isCandidate, true))
    case "unowned":
      return and(open, isNull(incidents.ownerId))
    case "mine":
      return and(open, f.me ? eq(incidents.ownerId, f.me) : sql`false`)
  }
}

/** Words of the title, or a reference such as ACME-1042. */
function matches(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return or(
    ilike(incidents.title, pattern),
    ilike(restrictedIncidents.title, pattern),
    sql`${clients.code} || '-' || ${incidents.number}::text ilike ${pattern}`,
  )
}

function afterCursor(order: IncidentOrder, cursor: string): SQL {
  if (order === "newest") {
    const [opened, id] = decodeCursor(cursor, 2)
    return sql`(${incidents.openedAt}, ${incidents.id}) < (${opened}::timestamptz, ${id}::uuid)`
  }
  const [due, priority, id] = decodeCursor(cursor, 3)
  return sql`(${incidents.dueAt}, ${incidents.priority}, ${incidents.id}) > (${due}::timestamptz, ${priority}::smallint, ${id}::uuid)`
}
