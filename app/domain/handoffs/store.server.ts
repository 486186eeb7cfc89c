import { and, asc, eq } from "drizzle-orm"
import type { HandoffId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { clients } from "#db/schema/clients.ts"
import { handoffs } from "#db/schema/handoffs.ts"
import { incidents } from "#db/schema/incidents.ts"
import { slaClocks } from "#db/schema/sla.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { AwaitedHandoff, HandoffView } from "./handoff.ts"

type Row = typeof handoffs.$inferSelect

export async function insertHandoff<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<typeof handoffs.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(handoffs).values({ ...row, tenantId: t.scope.tenantId })
}

export async function lockHandoff<P extends Permission>(
  t: TenantTx<P>,
  id: HandoffId,
): Promise<Row | undefined> {
  const [row] = await t.sql
    .select()
    .from(handoffs)
    .where(and(eq(handoffs.tenantId, t.scope.tenantId), eq(handoffs.id, id)))
    .for("update")
  return row
}

export async function updateHandoff<P extends Permission>(
  t: TenantTx<P>,
  id: HandoffId,
  change: Partial<Row>,
): Promise<void> {
  await t.sql
    .update(handoffs)
    .set(change)
    .where(and(eq(handoffs.tenantId, t.scope.tenantId), eq(handoffs.id, id)))
}

/** Oldest first, each with the deadline of its own clock. */
export async function selectHandoffs<P extends Permission>(
  t: ReadTx<P>,
  incident: IncidentId,
): Promise<HandoffView[]> {
  const rows = await fromHandoffs(t)
    .where(and(within(handoffs.tenantId, t.reach), eq(handoffs.incidentId, incident)))
    .orderBy(asc(handoffs.requestedAt), asc(handoffs.id))
  return rows.map(viewOf)
}

/** What waits for an answer of these teams, across the clients in reach: the nearest deadline first. */
export async function selectAwaited<P extends Permission>(
  t: ReadTx<P>,
  limit: number,
): Promise<AwaitedHandoff[]> {
  const rows = await fromHandoffs(t)
    .where(and(within(handoffs.tenantId, t.reach), eq(handoffs.state, "requested")))
    .orderBy(asc(slaClocks.dueAt), asc(handoffs.requestedAt), asc(handoffs.id))
    .limit(limit)
  return rows.map((row) => ({
    ...viewOf(row),
    reference: `${row.clientCode}-${row.number}`,
    clientName: row.clientName,
    priority: row.priority,
  }))
}

function fromHandoffs<P extends Permission>(t: ReadTx<P>) {
  return t.sql
    .select({
      handoff: handoffs,
      dueAt: slaClocks.dueAt,
      number: incidents.number,
      priority: incidents.priority,
      clientCode: clients.code,
      clientName: clients.name,
    })
    .from(handoffs)
    .innerJoin(
      incidents,
      and(eq(incidents.tenantId, handoffs.tenantId), eq(incidents.id, handoffs.incidentId)),
    )
    .innerJoin(clients, eq(clients.id, handoffs.tenantId))
    .leftJoin(
      slaClocks,
      and(
        eq(slaClocks.tenantId, handoffs.tenantId),
        eq(slaClocks.incidentId, handoffs.incidentId),
        eq(slaClocks.handoffId, handoffs.id),
      ),
    )
}

type Found = Awaited<ReturnType<typeof fromHandoffs<never>>>[number]

function viewOf({ handoff, dueAt }: Found): HandoffView {
  const { requestedBy: _, ...rest } = handoff
  return { ...rest, dueAt }
}
