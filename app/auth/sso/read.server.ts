import { notFound } from "#app/kernel/errors.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { inIdentity } from "#db/identity.ts"
import type { Person } from "../principal.ts"
import type { Connection, ConnectionId } from "./connection.ts"
import {
  selectConnection,
  selectConnections,
  selectConnectionsOfClient,
  selectLastUses,
} from "./connections.store.server.ts"
import { type Candidate, selectCandidates } from "./identities.store.server.ts"

export type ListedConnection = Connection & {
  /** Null when nobody came through it within the days that are looked back. */
  readonly lastSignInAt: Instant | null
}

export async function listConnections(tx: ProviderTx<"sso.manage">): Promise<readonly ListedConnection[]> {
  const uses = await selectLastUses(tx)
  return (await selectConnections(tx)).map((one) => ({ ...one, lastSignInAt: uses.get(one.id) ?? null }))
}

/** @throws DomainError `not_found` */
export async function readConnection(
  tx: ProviderTx<"sso.manage">,
  id: ConnectionId,
): Promise<{ readonly connection: Connection; readonly people: readonly Candidate[] }> {
  const found = await selectConnection(tx, id)
  if (!found) throw notFound("Connection")
  const { sealedSecret: _, ...connection } = found
  return { connection, people: await selectCandidates(tx, connection) }
}

/** How a client's own people may sign in through a provider of theirs: for its managers, and without anything secret. */
export async function listOwnConnections(
  who: Person,
): Promise<readonly Pick<Connection, "name" | "domains" | "required">[]> {
  const { clientId } = who
  if (!clientId || who.role !== "manager") return []
  const found = await inIdentity((tx) => selectConnectionsOfClient(tx, clientId))
  return found.map(({ name, domains, required }) => ({ name, domains, required }))
}
