import { sql } from "drizzle-orm"
import type { HandoffType } from "#app/domain/handoffs/handoff.ts"
import type { CourseNotice } from "#app/domain/notices/notice.ts"
import type { Team } from "#app/domain/sla/clock/record-event.ts"
import { type IncidentId, newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { readInstant } from "#db/columns.ts"
import type { SlaSweep, SlaTelling } from "#db/sla-door.ts"

/** What people are to be mailed of, with the incident it is about as it is now. */
export type Taken = {
  readonly kind: CourseNotice["kind"]
  readonly tenantId: TenantId
  readonly incidentId: IncidentId
  readonly reference: string
  readonly client: string
  readonly zone: string
  /** The client reads it. */
  readonly isShared: boolean
  /** While it waits for the client: until when. */
  readonly waitsUntil: Instant | null
  readonly waitsForClient: boolean
  readonly handoff: TakenHandoff | null
}

export type TakenHandoff = {
  readonly from: Team
  readonly to: Team
  readonly type: HandoffType
  readonly reasonCode: string
  readonly state: string
  /** Whose word a containment waits for. */
  readonly awaits: "lead" | "client" | null
  readonly approvedByName: string | null
  readonly requestedByName: string
  readonly answeredByName: string | null
  /** Who asked, where that was a person of the provider. */
  readonly requesterId: UserId | null
  readonly dueAt: Instant | null
}

/** Notices taken at a time; the next round takes the rest. */
const most = 500

/** The clients of whom somebody is to be mailed something. */
export async function selectWaiting(db: SlaSweep): Promise<readonly TenantId[]> {
  const rows = await db.sql.execute<{ tenant_id: string }>(
    sql`select distinct tenant_id from (select tenant_id from pending_notices order by at limit ${most}) waiting`,
  )
  return rows.map((row) => row.tenant_id as TenantId)
}

/** Takes the notices of these clients, oldest first: they are gone if the mails about them are written. */
export async function takeNotices(tx: SlaTelling, tenants: readonly TenantId[]): Promise<readonly Taken[]> {
  const keys = JSON.stringify(tenants.map((t) => ({ t })))
  const rows = await tx.sql.execute<Record<string, string | number | boolean | null>>(sql`
    with next as (
      select p.tenant_id, p.id from json_to_recordset(${keys}::json) as k(t uuid)
      join pending_notices p on p.tenant_id = k.t order by p.at limit ${most}
    ),
    taken as (
      delete from pending_notices p using next n where p.tenant_id = n.tenant_id and p.id = n.id
      returning p.tenant_id, p.kind, p.incident_id, p.handoff_id, p.at
    )
    select t.kind, t.tenant_id, t.incident_id, l.code || '-' || i.number as reference, l.name, l.time_zone,
      i.shared_at is not null as shared, i.hold = 'waiting_client' and i.resolved_at is null as waits, i.hold_until::text as until,
      h.from_team, h.to_team, h.type, h.reason_code, h.state, h.requested_by_name, h.answered_by_name, h.approved_by_name,
      case when h.approved_at is null and h.approval_class <> 'pre_approved' then h.approval_class end as awaits, c.due_at::text as due,
      (select e.actor ->> 'id' from sla_events e where e.tenant_id = t.tenant_id and e.incident_id = t.incident_id
        and e.kind = 'handoff_requested' and e.data ->> 'handoff' = t.handoff_id::text and e.actor ->> 'kind' = 'user' limit 1) as requester
    from taken t
    join clients l on l.id = t.tenant_id
    join incidents i on i.tenant_id = t.tenant_id and i.id = t.incident_id
    left join handoffs h on h.tenant_id = t.tenant_id and h.id = t.handoff_id
    left join sla_clocks c on c.tenant_id = t.tenant_id and c.incident_id = t.incident_id and c.handoff_id = t.handoff_id
    order by t.at`)
  return rows.map(takenOf)
}

function takenOf(row: Record<string, string | number | boolean | null>): Taken {
  const text = (name: string) => String(row[name])
  const moment = (name: string) => (row[name] === null ? null : readInstant(text(name)))
  return {
    kind: row["kind"] as Taken["kind"],
    tenantId: row["tenant_id"] as TenantId,
    incidentId: row["incident_id"] as IncidentId,
    ...{ reference: text("reference"), client: text("name"), zone: text("time_zone") },
    isShared: row["shared"] === true,
    waitsForClient: row["waits"] === true,
    waitsUntil: moment("until"),
    handoff:
      row["from_team"] === null
        ? null
        : {
            from: row["from_team"] as Team,
            to: row["to_team"] as Team,
            type: row["type"] as HandoffType,
            ...{ reasonCode: text("reason_code"), state: text("state") },
            requestedByName: text("requested_by_name"),
            awaits: row["awaits"] as TakenHandoff["awaits"],
            approvedByName: row["approved_by_name"] as string | null,
            answeredByName: row["answered_by_name"] as string | null,
            requesterId: row["requester"] as UserId | null,
            dueAt: moment("due"),
          },
  }
}

const actor = '{"kind":"system","name":"notices"}'

/** Notes on an incident, for the provider alone, whom of the client a reminder was mailed to. */
export async function insertReminded(
  tx: SlaTelling,
  { tenantId, incidentId }: Taken,
  told: readonly string[],
  now: Instant,
): Promise<void> {
  await tx.sql.execute(sql`
    insert into incident_timeline (tenant_id, id, incident_id, at, kind, lane, actor, data)
    values (${tenantId}, ${newId()}, ${incidentId}, ${now.toString()}::timestamptz, 'reminder-mailed', 'internal', ${actor}::jsonb,
      ${JSON.stringify({ told })}::jsonb)`)
}
