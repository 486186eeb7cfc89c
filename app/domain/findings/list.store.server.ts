import { and, asc, desc, eq, ilike, inArray, lt, or, type SQL, sql } from "drizzle-orm"
import type { FindingId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { clients } from "#db/schema/clients.ts"
import { findings } from "#db/schema/findings.ts"
import { services } from "#db/schema/services.ts"
import type { ReadTx } from "#db/tenant.ts"
import { severityOfRank, severityRank } from "../alerts/severity.ts"
import type { Priority } from "../incidents/priority.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import { type AgeBucket, bucketOf } from "./ageing.ts"
import type { FindingFilter } from "./filter.ts"
import type { FindingView } from "./finding.ts"

type Reading<P extends Permission> = Pick<ReadTx<P>, "sql" | "reach" | "now">

/** Still there: fixed, accepted and false ones are not late. */
const unsettled = inArray(findings.state, ["open", "mitigated"])

/** The nearest deadline first, then the worst. */
export async function selectFindings<P extends Permission>(
  t: Reading<P>,
  filter: FindingFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<FindingView>> {
  const rows = await fromFindings(t)
    .where(and(...conditions(t, filter), page.after ? afterCursor(page.after) : undefined))
    .orderBy(asc(findings.dueAt), asc(findings.severity), asc(findings.id))
    .limit(page.limit + 1)
  return pageOf(rows, page.limit, viewOf, ({ finding }) => [
    ...[finding.dueAt?.toString() ?? "infinity", finding.severity, finding.id],
  ])
}

/** How many match, counted to `cap` at most. */
export async function countFindings<P extends Permission>(
  t: Reading<P>,
  filter: FindingFilter,
  cap: number,
): Promise<number> {
  const some = t.sql
    .select({ one: sql`1`.as("one") })
    .from(findings)
    .where(and(...conditions(t, filter)))
    .limit(cap)
    .as("some")
  const [row] = await t.sql.select({ n: sql<number>`count(*)::int` }).from(some)
  return row?.n ?? 0
}

/** A finding, with its severity as a number too. */
export async function selectFinding<P extends Permission>(t: Reading<P>, id: FindingId) {
  const [row] = await fromFindings(t).where(and(within(findings.tenantId, t.reach), eq(findings.id, id)))
  return row && { ...viewOf(row), rank: row.finding.severity }
}

/** Those an incident was opened because of. */
export async function selectOfIncident<P extends Permission>(
  t: Reading<P>,
  id: IncidentId,
): Promise<FindingView[]> {
  const rows = await fromFindings(t)
    .where(and(within(findings.tenantId, t.reach), eq(findings.incidentId, id)))
    .orderBy(desc(findings.id))
  return rows.map(viewOf)
}

/** How many of these are still there, by how long they are known. */
export async function countByAge<P extends Permission>(
  t: Reading<P>,
  filter: FindingFilter,
): Promise<ReadonlyMap<AgeBucket, number>> {
  const days = sql<number>`least(floor(extract(epoch from ${t.now.toString()}::timestamptz - ${findings.firstSeenAt}) / 86400), 91)::int`
  const rows = await t.sql
    .select({ days: days.as("days"), count: sql<number>`count(*)::int` })
    .from(findings)
    .where(and(unsettled, ...conditions(t, filter)))
    .groupBy(sql`1`)
  const counts = new Map<AgeBucket, number>()
  for (const { days: age, count } of rows) counts.set(bucketOf(age), (counts.get(bucketOf(age)) ?? 0) + count)
  return counts
}

function fromFindings<P extends Permission>(t: Reading<P>) {
  return t.sql
    .select({
      ...{ finding: findings, code: clients.code, client: clients.name, zone: clients.timeZone },
      service: services.name,
    })
    .from(findings)
    .innerJoin(clients, eq(clients.id, findings.tenantId))
    .leftJoin(services, and(eq(services.tenantId, findings.tenantId), eq(services.id, findings.serviceId)))
}

type Row = Awaited<ReturnType<typeof fromFindings>>[number]

function viewOf({ finding, code, client, zone, service }: Row): FindingView {
  return {
    ...finding,
    ...{ clientCode: code, clientName: client, timeZone: zone, service },
    severity: severityOfRank(finding.severity),
    priority: finding.priority as Priority,
  }
}

function afterCursor(cursor: string): SQL {
  const [due, severity, id] = decodeCursor(cursor, 3)
  return sql`(${findings.dueAt}, ${findings.severity}, ${findings.id}) > (${due}::timestamptz, ${severity}::smallint, ${id}::uuid)`
}

function conditions<P extends Permission>(
  t: Reading<P>,
  { clients: of, severities, states, overdue, exploitKnown, text }: FindingFilter,
): (SQL | undefined)[] {
  return [
    within(findings.tenantId, t.reach),
    of ? inArray(findings.tenantId, [...of]) : undefined,
    severities ? inArray(findings.severity, severities.map(severityRank)) : undefined,
    states ? inArray(findings.state, [...states]) : undefined,
    overdue ? and(unsettled, lt(findings.dueAt, t.now)) : undefined,
    exploitKnown === undefined ? undefined : eq(findings.exploitKnown, exploitKnown),
    text ? holding(text) : undefined,
  ]
}

function holding(text: string): SQL | undefined {
  const pattern = `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return or(
    ilike(findings.title, pattern),
    ilike(findings.asset, pattern),
    sql`${findings.cves} @> array[upper(${text})]`,
  )
}
