import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm"
import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { findings } from "#db/schema/findings.ts"
import { incidents } from "#db/schema/incidents.ts"
import { clientSlaPolicies, slaClocks } from "#db/schema/sla.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { subjectOf } from "../record/subject.ts"
import type { Binding, BoundVersion } from "./binding.ts"
import type { RunningBy } from "./retirement.ts"

/** @returns false where this version is bound from this very moment already */
export async function insertBound<P extends Permission>(t: TenantTx<P>, binding: Binding): Promise<boolean> {
  const bound = await t.sql
    .insert(clientSlaPolicies)
    .values({
      ...binding,
      tenantId: t.scope.tenantId,
      boundAt: t.now,
      boundBy: t.scope.actor.name,
    })
    .onConflictDoNothing()
    .returning({ policyId: clientSlaPolicies.policyId })
  return bound.length > 0
}

const { tenantId, policyId, version, name, effectiveFrom, boundAt, boundBy, endedAt } = clientSlaPolicies

/** What was bound to the clients in reach, ever, newest first. @param client only of this one */
export async function selectBindings<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId | null,
): Promise<readonly BoundVersion[]> {
  return t.sql
    .select({ client: tenantId, policyId, version, name, effectiveFrom, boundAt, boundBy, endedAt })
    .from(clientSlaPolicies)
    .where(and(within(tenantId, t.reach), client ? eq(tenantId, client) : undefined))
    .orderBy(desc(effectiveFrom), desc(version))
}

/** Records of these clients with a clock that runs or is paused. Alerts outside an incident and findings have no number. */
export async function selectLiveRecords<P extends Permission>(t: ReadTx<P>, clients: readonly TenantId[]) {
  const rows = await t.sql
    .selectDistinct({
      ...{ tenantId: slaClocks.tenantId, incidentId: slaClocks.incidentId, alertId: slaClocks.alertId },
      ...{ findingId: slaClocks.findingId, number: incidents.number },
      title: sql<string | null>`coalesce(${incidents.title}, ${findings.title})`,
    })
    .from(slaClocks)
    .leftJoin(
      incidents,
      and(eq(incidents.tenantId, slaClocks.tenantId), eq(incidents.id, slaClocks.incidentId)),
    )
    .leftJoin(findings, and(eq(findings.tenantId, slaClocks.tenantId), eq(findings.id, slaClocks.findingId)))
    .where(
      and(
        within(slaClocks.tenantId, t.reach),
        within(slaClocks.tenantId, clients),
        inArray(slaClocks.state, ["running", "paused"]),
      ),
    )
  return rows.map(({ tenantId: at, number, title, ...of }) => ({
    ...{ tenantId: at, subject: subjectOf(of), number, title },
  }))
}

/** How many clocks that run or are paused go by a policy, by client, and how many of those are late already. */
export async function selectRunningBy<P extends Permission>(
  t: ReadTx<P>,
  policy: SlaPolicyId,
): Promise<readonly RunningBy[]> {
  const isLate = sql`coalesce(${slaClocks.breachedAt}, case when ${slaClocks.state} = 'running' then ${slaClocks.dueAt} end) < ${t.now.toString()}::timestamptz`
  return t.sql
    .select({
      client: slaClocks.tenantId,
      clocks: sql<number>`count(*)::int`,
      breached: sql<number>`(count(*) filter (where ${isLate}))::int`,
    })
    .from(slaClocks)
    .where(
      and(
        within(slaClocks.tenantId, t.reach),
        eq(slaClocks.policyId, policy),
        inArray(slaClocks.state, ["running", "paused"]),
      ),
    )
    .groupBy(slaClocks.tenantId)
}

type Bound = Pick<BoundVersion, "policyId" | "version" | "effectiveFrom">

/** One binding of the tenant: a policy version from a moment on. */
const isExactly = <P extends Permission>(t: TenantTx<P>, bound: Bound) =>
  and(
    eq(tenantId, t.scope.tenantId),
    eq(policyId, bound.policyId),
    eq(version, bound.version),
    eq(effectiveFrom, bound.effectiveFrom),
  )

/** What exactly was bound: a `StoredPolicy`. */
export async function selectTerms<P extends Permission>(t: TenantTx<P>, bound: Bound): Promise<unknown> {
  const [row] = await t.sql
    .select({ terms: clientSlaPolicies.terms })
    .from(clientSlaPolicies)
    .where(isExactly(t, bound))
  return row?.terms ?? null
}

/** @returns false when there is no such policy that still holds */
export async function endBound<P extends Permission>(
  t: TenantTx<P>,
  policyId: SlaPolicyId,
): Promise<boolean> {
  const ended = await t.sql
    .update(clientSlaPolicies)
    .set({ endedAt: t.now })
    .where(
      and(
        eq(clientSlaPolicies.tenantId, t.scope.tenantId),
        eq(clientSlaPolicies.policyId, policyId),
        isNull(clientSlaPolicies.endedAt),
      ),
    )
    .returning({ policyId: clientSlaPolicies.policyId })
  return ended.length > 0
}

/** Takes back the end of a binding that had not begun by then: nothing ever went by it. */
export async function resumeBound<P extends Permission>(t: TenantTx<P>, bound: Bound): Promise<void> {
  await t.sql
    .update(clientSlaPolicies)
    .set({ endedAt: null })
    .where(and(isExactly(t, bound), gt(effectiveFrom, t.now)))
}
