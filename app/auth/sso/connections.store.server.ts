import { and, arrayContains, arrayOverlaps, asc, desc, eq, ne, sql } from "drizzle-orm"
import type { IdentityTx } from "#db/identity.ts"
import { providerAuditEntries } from "#db/schema/audit.ts"
import { ssoConnections, ssoIdentities } from "#db/schema/sign-in.ts"
import { readInstant } from "#db/columns.ts"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type Connection, type ConnectionId, lookBackDays } from "./connection.ts"

type Row = typeof ssoConnections.$inferSelect

/** A domain belongs to one connection: whoever is about to give one away waits for whoever does so now. */
export async function lockDomains(tx: IdentityTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtext('sso domains'))`)
}

/** The names of other connections that have one of these domains. */
export async function selectHolders(
  tx: IdentityTx,
  domains: readonly string[],
  except: ConnectionId,
): Promise<readonly Connection[]> {
  const rows = await tx.sql
    .select()
    .from(ssoConnections)
    .where(and(ne(ssoConnections.id, except), arrayOverlaps(ssoConnections.domains, [...domains])))
  return rows.map(connectionOf)
}

export async function insertConnection(
  tx: IdentityTx,
  connection: Connection & { readonly sealedSecret: string },
): Promise<boolean> {
  const added = await tx.sql
    .insert(ssoConnections)
    .values({ ...connection, domains: [...connection.domains] })
    .onConflictDoNothing()
    .returning({ id: ssoConnections.id })
  return added.length > 0
}

export async function changeConnection(
  tx: IdentityTx,
  id: ConnectionId,
  change: Partial<Omit<Row, "id" | "clientId">>,
): Promise<boolean> {
  const changed = await tx.sql
    .update(ssoConnections)
    .set(change)
    .where(eq(ssoConnections.id, id))
    .returning({ id: ssoConnections.id })
  return changed.length > 0
}

export async function deleteRow(tx: IdentityTx, id: ConnectionId): Promise<void> {
  await tx.sql.delete(ssoConnections).where(eq(ssoConnections.id, id))
}

export async function selectConnection(
  tx: IdentityTx,
  id: ConnectionId,
): Promise<(Connection & { readonly sealedSecret: string }) | undefined> {
  const [row] = await tx.sql.select().from(ssoConnections).where(eq(ssoConnections.id, id))
  return row && { ...connectionOf(row), sealedSecret: row.sealedSecret }
}

/** By name. */
export async function selectConnections(tx: IdentityTx): Promise<readonly Connection[]> {
  const rows = await tx.sql.select().from(ssoConnections).orderBy(asc(ssoConnections.name))
  return rows.map(connectionOf)
}

export async function selectConnectionsOfClient(
  tx: IdentityTx,
  clientId: TenantId,
): Promise<readonly Connection[]> {
  const rows = await tx.sql
    .select()
    .from(ssoConnections)
    .where(and(eq(ssoConnections.clientId, clientId), eq(ssoConnections.enabled, true)))
    .orderBy(asc(ssoConnections.name))
  return rows.map(connectionOf)
}

/** The enabled connection whose domain this is. */
export async function selectByDomain(tx: IdentityTx, domain: string): Promise<Connection | undefined> {
  const [row] = await tx.sql
    .select()
    .from(ssoConnections)
    .where(and(eq(ssoConnections.enabled, true), arrayContains(ssoConnections.domains, [domain])))
  return row && connectionOf(row)
}

/** The enabled connection somebody is linked to, the latest where there are several. */
export async function selectConnectionOfUser(
  tx: IdentityTx,
  userId: UserId,
): Promise<Connection | undefined> {
  const [row] = await tx.sql
    .select({ connection: ssoConnections })
    .from(ssoConnections)
    .innerJoin(ssoIdentities, eq(ssoIdentities.connectionId, ssoConnections.id))
    .where(and(eq(ssoIdentities.userId, userId), eq(ssoConnections.enabled, true)))
    .orderBy(desc(ssoIdentities.createdAt))
    .limit(1)
  return row && connectionOf(row.connection)
}

/** When each connection last signed somebody in, as the audit knows it. */
export async function selectLastUses(tx: IdentityTx): Promise<ReadonlyMap<string, Instant>> {
  const connection = sql<string>`${providerAuditEntries.after} ->> 'connection'`
  const since = sql`${tx.now.toString()}::timestamptz - make_interval(days => ${lookBackDays})`
  const rows = await tx.sql
    .select({ connection, at: sql<string>`max(${providerAuditEntries.at})` })
    .from(providerAuditEntries)
    .where(
      and(
        sql`${providerAuditEntries.at} > ${since}`,
        eq(providerAuditEntries.action, "session.create"),
        eq(providerAuditEntries.result, "ok"),
        sql`${connection} is not null`,
      ),
    )
    .groupBy(connection)
  return new Map(rows.map((row) => [row.connection, readInstant(row.at)]))
}

function connectionOf(row: Row): Connection {
  const { sealedSecret: _, id, ...words } = row
  return { ...words, id: id as ConnectionId }
}
