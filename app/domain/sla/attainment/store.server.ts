import { and, asc, eq, gte, isNotNull, lt, or, sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { clients } from "#db/schema/clients.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaClocks } from "#db/schema/sla.ts"
import type { ReadTx } from "#db/tenant.ts"

export type ClockFilter = {
  readonly clients?: readonly TenantId[]
  /** Clocks that ended, or were breached while they ran, from … */
  readonly from: Instant
  /** … up to and without this moment. */
  readonly to: Instant
  /** Only those of incidents the client was told of. */
  readonly sharedOnly?: boolean
}

/** The clocks of incidents with an outcome in a period: ended in it, or still running and breached in it. */
export function selectJudged<P extends Permission>(t: ReadTx<P>, filter: ClockFilter, limit: number) {
  const inPeriod = or(
    and(gte(slaClocks.endedAt, filter.from), lt(slaClocks.endedAt, filter.to)),
    and(
      sql`${slaClocks.endedAt} is null`,
      gte(slaClocks.breachedAt, filter.from),
      lt(slaClocks.breachedAt, filter.to),
    ),
  )
  return t.sql
    .select({
      clock: slaClocks,
      incident: { id: incidents.id, number: incidents.number, title: incidents.title },
      client: { id: clients.id, code: clients.code, name: clients.name },
    })
    .from(slaClocks)
    .innerJoin(
      incidents,
      and(eq(incidents.tenantId, slaClocks.tenantId), eq(incidents.id, slaClocks.incidentId)),
    )
    .innerJoin(clients, eq(clients.id, slaClocks.tenantId))
    .where(
      and(
        within(slaClocks.tenantId, t.reach),
        filter.clients ? within(slaClocks.tenantId, filter.clients) : undefined,
        filter.sharedOnly ? isNotNull(incidents.sharedAt) : undefined,
        inPeriod,
      ),
    )
    .orderBy(asc(slaClocks.startedAt), asc(slaClocks.id))
    .limit(limit)
}

/** Clocks that run, nearest deadline first: breached ones lead. */
export function selectRunningClocks<P extends Permission>(
  t: ReadTx<P>,
  filter: { readonly clients?: readonly TenantId[]; readonly dueBefore?: Instant },
  limit: number,
) {
  return t.sql
    .select({
      clock: slaClocks,
      incident: {
        id: incidents.id,
        number: incidents.number,
        title: incidents.title,
        owner: incidents.ownerName,
      },
      client: { id: clients.id, code: clients.code, name: clients.name },
    })
    .from(slaClocks)
    .leftJoin(
      incidents,
      and(eq(incidents.tenantId, slaClocks.tenantId), eq(incidents.id, slaClocks.incidentId)),
    )
    .innerJoin(clients, eq(clients.id, slaClocks.tenantId))
    .where(
      and(
        within(slaClocks.tenantId, t.reach),
        eq(slaClocks.state, "running"),
        filter.clients ? within(slaClocks.tenantId, filter.clients) : undefined,
        filter.dueBefore ? lt(slaClocks.dueAt, filter.dueBefore) : undefined,
      ),
    )
    .orderBy(asc(slaClocks.dueAt), asc(slaClocks.id))
    .limit(limit)
}
