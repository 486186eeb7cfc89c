import { and, asc, eq, gt, isNull, sql } from "drizzle-orm"
import type { SourceId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { sourceCredentials, sourceHours, sourceListeners } from "#db/schema/sources.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { type ListenerState, listenerStates, type ListenerView, portLock } from "./listener.ts"

export async function insertListener<P extends Permission>(
  t: TenantTx<P>,
  row: Omit<typeof sourceListeners.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(sourceListeners).values({ ...row, tenantId: t.scope.tenantId })
}

/** Takes a listener away; its credential ends now, or at a later time. */
export async function endListener<P extends Permission>(
  t: TenantTx<P>,
  listener: { readonly id: string; readonly credentialHash: string },
  at: Instant,
): Promise<void> {
  await t.sql
    .update(sourceListeners)
    .set({ removedAt: t.now })
    .where(and(eq(sourceListeners.tenantId, t.scope.tenantId), eq(sourceListeners.id, listener.id)))
  const later = at.epochMilliseconds > t.now.epochMilliseconds
  await t.sql
    .update(sourceCredentials)
    .set(later ? { expiresAt: at } : { revokedAt: at })
    .where(
      and(
        eq(sourceCredentials.tenantId, t.scope.tenantId),
        eq(sourceCredentials.tokenHash, listener.credentialHash),
      ),
    )
}

export type KeptListener = Omit<ListenerView, "createdAt"> & { readonly credentialHash: string }

/** The client's listeners that were not removed. */
export async function selectKept<P extends Permission>(t: TenantTx<P>): Promise<KeptListener[]> {
  const { id, sourceId, kind, port, certificateHash, credentialHash } = sourceListeners
  return t.sql
    .select({ id, source: sourceId, kind, port, certificateHash, credentialHash })
    .from(sourceListeners)
    .where(and(eq(sourceListeners.tenantId, t.scope.tenantId), isNull(sourceListeners.removedAt)))
}

/** Ports this client has or had: they stay its own. */
export async function selectOwnPorts<P extends Permission>(t: ReadTx<P>): Promise<Set<number>> {
  const rows = await t.sql
    .select({ port: sourceListeners.port })
    .from(sourceListeners)
    .where(within(sourceListeners.tenantId, t.reach))
  return new Set(rows.flatMap(({ port }) => port ?? []))
}

/** Ports that have been given to any client, as the receivers say. They name no client. */
export async function selectGivenPorts<P extends Permission>(t: ReadTx<P>): Promise<Set<number>> {
  const rows = await t.sql.execute<{ port: number }>(sql`
    select distinct objid::bigint::int as port from pg_locks where locktype = 'advisory' and objsubid = 2
      and classid::bigint = ${portLock} and database = (select oid from pg_database where datname = current_database())`)
  return new Set(rows.map(({ port }) => port))
}

export type ListenerWithState = ListenerView & { readonly states: readonly ListenerState[] }

/** A source's listeners, oldest first, each with what the receivers say of it. */
export async function selectListeners<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
): Promise<ListenerWithState[]> {
  const { id, sourceId: source, kind, port, certificateHash, createdAt } = sourceListeners
  const rows = await t.sql
    .select({
      ...{ id, source, kind, port, certificateHash, createdAt },
      marks: sql<number[]>`array(
        select distinct k.classid::bigint::int from pg_locks k where k.locktype = 'advisory' and k.objsubid = 2
          and k.database = (select oid from pg_database where datname = current_database())
          and k.objid::bigint = (hashtext(${sourceListeners.id}::text)::bigint & 4294967295))`,
    })
    .from(sourceListeners)
    .where(
      and(
        within(sourceListeners.tenantId, t.reach),
        eq(sourceListeners.sourceId, sourceId),
        isNull(sourceListeners.removedAt),
      ),
    )
    .orderBy(asc(createdAt), asc(id))
  return rows.map(({ marks, ...listener }) => ({
    ...listener,
    states: stateNames.filter((name) => marks.includes(listenerStates[name])),
  }))
}

/** What of a source was refused or dropped for want of room since a moment, by whole hours. */
export async function selectThrottled<P extends Permission>(
  t: ReadTx<P>,
  sourceId: SourceId,
  since: Instant,
): Promise<number> {
  const [row] = await t.sql
    .select({ n: sql<number>`coalesce(sum(${sourceHours.throttled}), 0)::float8` })
    .from(sourceHours)
    .where(
      and(
        within(sourceHours.tenantId, t.reach),
        eq(sourceHours.sourceId, sourceId),
        gt(sourceHours.hour, since),
      ),
    )
  return row?.n ?? 0
}

const stateNames = Object.keys(listenerStates) as ListenerState[]
