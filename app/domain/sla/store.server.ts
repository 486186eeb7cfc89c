import { and, asc, eq, isNull, type SQL } from "drizzle-orm"
import { type AlertId, type ClockId, type IncidentId, newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { slaClocks } from "#db/schema/incidents.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { Priority } from "../incidents/priority.ts"
import type { Clock } from "./clock.ts"

/** What a clock measures: an incident, or an alert outside any. */
export type Subject = { readonly incident: IncidentId } | { readonly alert: AlertId }

export type StoredClock = Clock & { readonly id: ClockId }

export async function selectClocks<P extends Permission>(
  t: ReadTx<P>,
  subject: Subject,
): Promise<StoredClock[]> {
  const rows = await t.sql
    .select()
    .from(slaClocks)
    .where(and(within(slaClocks.tenantId, t.reach), ofSubject(subject)))
    .orderBy(asc(slaClocks.startedAt), asc(slaClocks.metric), asc(slaClocks.id))
  return rows.map((row) => ({ ...row, priority: row.priority as Priority }))
}

export async function insertClock<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  clock: Clock,
): Promise<void> {
  const { metric, priority, targetSeconds, startedAt, dueAt } = clock
  await t.sql.insert(slaClocks).values({
    tenantId: t.scope.tenantId,
    id: newId(),
    ...("incident" in subject ? { incidentId: subject.incident } : { alertId: subject.alert }),
    ...{ metric, priority, targetSeconds, startedAt, dueAt },
  })
}

export async function updateClock<P extends Permission>(t: TenantTx<P>, clock: StoredClock): Promise<void> {
  const { priority, targetSeconds, startedAt, dueAt, stoppedAt, pausedSeconds, cancelledAt } = clock
  await t.sql
    .update(slaClocks)
    .set({ priority, targetSeconds, startedAt, dueAt, stoppedAt, pausedSeconds, cancelledAt })
    .where(and(eq(slaClocks.tenantId, t.scope.tenantId), eq(slaClocks.id, clock.id)))
}

export async function cancelRunning<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  at: Instant,
): Promise<void> {
  await t.sql
    .update(slaClocks)
    .set({ cancelledAt: at })
    .where(
      and(
        eq(slaClocks.tenantId, t.scope.tenantId),
        ofSubject(subject),
        isNull(slaClocks.stoppedAt),
        isNull(slaClocks.cancelledAt),
      ),
    )
}

function ofSubject(subject: Subject): SQL {
  return "incident" in subject
    ? eq(slaClocks.incidentId, subject.incident)
    : eq(slaClocks.alertId, subject.alert)
}
