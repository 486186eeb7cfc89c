import { type SQL, sql } from "drizzle-orm"
import type { AlertId, ClockId, FindingId, IncidentId, TenantId, UserId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import type { ReadTx } from "#db/tenant.ts"
import { decodeCursor } from "../../paging.ts"
import type { SlaMetric } from "../clock/metric.ts"
import type { ClockResult } from "./clock-result.ts"
import { breached, isSurvivors, isTakenOver } from "./judging.store.server.ts"
import type { Period } from "./month.ts"

/** A client and the time of its own that is looked at. */
export type ClientPeriod = Period & { readonly tenantId: TenantId }

export type ClockFilter = {
  /** Leave out whatever was kept. */
  readonly missedOnly?: boolean
  readonly metrics?: readonly SlaMetric[]
  readonly priority?: number
  /** What was asked to be left out of them: nothing, something undecided, something granted, something contested. */
  readonly asked?: "nothing" | "waiting" | "granted" | "contested"
  /** Only those of incidents the client was told of. */
  readonly sharedOnly?: boolean
}

export type JudgedRow = ClockResult & {
  readonly tenantId: TenantId
  readonly id: ClockId
  readonly incidentId: IncidentId | null
  readonly alertId: AlertId | null
  readonly findingId: FindingId | null
  readonly number: number | null
  readonly ownerId: UserId | null
  readonly ownerName: string | null
  readonly isShared: boolean
  readonly breachCause: string | null
  /** When it was decided: kept when it stopped, missed when it was breached. */
  readonly judgedAt: Instant
}

type Row = Record<string, unknown>
type Judging<P extends Permission> = Pick<ReadTx<P>, "sql" | "reach" | "now">

/**
 * The clocks with an outcome in these periods. A miss counts when it was breached and a kept promise when it stopped, so
 * that what a month came to stays as it was. What an incident took over from an alert, from its beginning on, is judged
 * there alone; an alert that was late before it was cleared, hidden or put into a younger incident stays a miss. What a
 * merged incident and its survivor kept or missed by one and the same wait counts once, as the survivor's.
 */
function judgedIn<P extends Permission>(t: Judging<P>, periods: readonly ClientPeriod[]): SQL {
  const known = periods.filter(({ tenantId }) => t.reach === "all" || t.reach.includes(tenantId))
  const keys = known.map(({ tenantId, from, to }) => ({ t: tenantId, f: from.toString(), u: to.toString() }))
  const missed = breached(t.now)
  return sql`judged as (
    select c.*, ${missed} as missed_at, coalesce(${missed}, c.ended_at) as judged_at
    from json_to_recordset(${JSON.stringify(keys)}::json) as p(t uuid, f timestamptz, u timestamptz)
    join sla_clocks c on c.tenant_id = p.t and c.state <> 'uncommitted' and (c.ended_at is null or c.ended_at >= p.f)
    where coalesce(${missed}, c.ended_at) >= p.f and coalesce(${missed}, c.ended_at) < p.u
      and (${missed} is not null or c.state = 'met') and not (c.alert_id is not null and c.state = 'cancelled' and ${isTakenOver(t.now)})
      and not (c.incident_id is not null and ${isSurvivors(t.now)}))`
}

/** How many were kept and missed, by client, metric and priority. */
export async function countJudged<P extends Permission>(t: Judging<P>, periods: readonly ClientPeriod[]) {
  const rows = await t.sql.execute<Row>(sql`
    with ${judgedIn(t, periods)}
    select tenant_id, metric, coalesce(priority, 4) as priority, count(*) filter (where missed_at is null)::int as met,
      count(*) filter (where missed_at is not null)::int as missed
    from judged group by 1, 2, 3`)
  return rows.map((row) => ({
    ...targetOf(row),
    met: Number(row["met"]),
    missed: Number(row["missed"]),
  }))
}

/** The missed ones of which something was granted to be left out, with what still stands of that. */
export async function selectGranted<P extends Permission>(t: Judging<P>, periods: readonly ClientPeriod[]) {
  const rows = await t.sql.execute<Row>(sql`
    with ${judgedIn(t, periods)}
    select j.tenant_id, j.metric, coalesce(j.priority, 4) as priority, j.state, j.target_seconds, j.elapsed_seconds,
      json_agg(json_build_object('seconds', coalesce(to_json(x.seconds), to_json('whole'::text)), 'contest', coalesce(x.contest, 'none'))) as granted
    from judged j join sla_exclusions x on x.tenant_id = j.tenant_id and x.clock_id = j.id
    where j.missed_at is not null and x.state = 'approved'
    group by j.tenant_id, j.id, j.metric, j.priority, j.state, j.target_seconds, j.elapsed_seconds`)
  return rows.map((row) => ({
    ...targetOf(row),
    state: String(row["state"]),
    targetSeconds: Number(row["target_seconds"]),
    elapsedSeconds: Number(row["elapsed_seconds"]),
    granted: row["granted"] as readonly Granted[],
  }))
}
type Granted = {
  readonly seconds: number | "whole"
  readonly contest: "none" | "open" | "upheld" | "rejected"
}

/** The clocks themselves, the one judged last first. */
export async function selectJudged<P extends Permission>(
  t: Judging<P>,
  periods: readonly ClientPeriod[],
  filter: ClockFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<JudgedRow[]> {
  const place = page.after ? decodeCursor(page.after, 2) : null
  const rows = await t.sql.execute<Row>(sql`
    with ${judgedIn(t, periods)}
    select ${columns} from judged j ${records}
    where ${filtered(filter)} and ${place ? sql`(j.judged_at, j.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql`true`}
    order by j.judged_at desc, j.id desc limit ${page.limit}`)
  return rows.map(judgedRow)
}

export async function countOf<P extends Permission>(
  t: Judging<P>,
  periods: readonly ClientPeriod[],
  filter: ClockFilter,
): Promise<number> {
  const rows = await t.sql.execute<{ n: number }>(sql`
    with ${judgedIn(t, periods)} select count(*)::int as n from judged j ${records} where ${filtered(filter)}`)
  return rows[0]?.n ?? 0
}

/** One missed clock, whenever it was missed. */
export async function findMiss<P extends Permission>(
  t: Judging<P>,
  id: ClockId,
): Promise<JudgedRow | undefined> {
  const inReach = t.reach === "all" ? sql`true` : sql`c.tenant_id = any (${`{${t.reach.join(",")}}`}::uuid[])`
  const missed = breached(t.now)
  const [row] = await t.sql.execute<Row>(sql`
    with judged as (select c.*, ${missed} as missed_at, ${missed} as judged_at from sla_clocks c
      where ${inReach} and c.id = ${id} and ${missed} is not null)
    select ${columns} from judged j ${records}`)
  return row && judgedRow(row)
}

const records = sql`
  left join incidents i on i.tenant_id = j.tenant_id and i.id = j.incident_id
  left join alerts a on a.tenant_id = j.tenant_id and a.id = j.alert_id
  left join findings f on f.tenant_id = j.tenant_id and f.id = j.finding_id`

const isShared = sql`(i.shared_at is not null and not i.is_candidate)`

const columns = sql`j.*, coalesce(j.priority, 4) as shown_priority, i.number, coalesce(i.title, a.title, f.title, '') as title,
  i.owner_id, case when i.restricted_at is null then i.owner_name end as owner_name, coalesce(${isShared}, false) as is_shared`

function filtered({ missedOnly, metrics, priority, asked, sharedOnly }: ClockFilter): SQL {
  return sql.join(
    [
      missedOnly ? sql`j.missed_at is not null` : sql`true`,
      metrics ? sql`j.metric = any (${`{${metrics.join(",")}}`}::text[])` : sql`true`,
      priority ? sql`coalesce(j.priority, 4) = ${priority}` : sql`true`,
      sharedOnly ? isShared : sql`true`,
      asked ? askedFor[asked] : sql`true`,
    ],
    sql` and `,
  )
}

const exclusions = sql`select from sla_exclusions x where x.tenant_id = j.tenant_id and x.clock_id = j.id`
const askedFor = {
  // A refusal leaves the miss to be explained, unless a reason is noted.
  nothing: sql`not exists (${exclusions} and x.state <> 'refused')
    and not exists (select from sla_breach_reasons r where r.tenant_id = j.tenant_id and r.clock_id = j.id)`,
  waiting: sql`exists (${exclusions} and x.state = 'requested')`,
  granted: sql`exists (${exclusions} and x.state = 'approved')`,
  contested: sql`exists (${exclusions} and x.contest = 'open')`,
} as const

function targetOf(row: Row) {
  return {
    tenantId: row["tenant_id"] as TenantId,
    metric: row["metric"] as SlaMetric,
    priority: Number(row["priority"]),
  }
}

function judgedRow(row: Row): JudgedRow {
  const at = (name: string) => (row[name] === null ? null : readInstant(String(row[name])))
  return {
    ...{ tenantId: row["tenant_id"] as TenantId, id: row["id"] as ClockId },
    ...{ incidentId: row["incident_id"] as IncidentId | null, alertId: row["alert_id"] as AlertId | null },
    findingId: row["finding_id"] as FindingId | null,
    number: row["number"] === null ? null : Number(row["number"]),
    title: String(row["title"]),
    ...{ ownerId: row["owner_id"] as UserId | null, ownerName: row["owner_name"] as string | null },
    isShared: row["is_shared"] === true,
    ...{ metric: row["metric"] as SlaMetric, cycle: Number(row["cycle"]) },
    priority: Number(row["shown_priority"]),
    state: row["state"] as JudgedRow["state"],
    targetSeconds: Number(row["target_seconds"]),
    elapsedSeconds: Number(row["elapsed_seconds"]),
    calendar: row["calendar"] as string | null,
    startedAt: readInstant(String(row["started_at"])),
    ...{
      dueAt: at("due_at"),
      breachedAt: at("missed_at"),
      breachCause: row["breach_cause"] as string | null,
    },
    ...{ endedAt: at("ended_at"), judgedAt: readInstant(String(row["judged_at"])) },
  }
}
