import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import type { ClientRole, ProviderRole } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import { clientGroupMembers, clientGroups, grants } from "#db/schema/access.ts"
import { users } from "#db/schema/identity.ts"

/** A grant as a test words it; over all clients and both disciplines unless it says otherwise. */
export type WantedGrant = {
  readonly role: ProviderRole
  readonly discipline?: "noc" | "soc"
  readonly clientId?: TenantId
  readonly groupId?: string
  readonly expiresAt?: Instant
}

type Wanted =
  | { readonly name?: string; readonly grants: readonly WantedGrant[] }
  | { readonly name?: string; readonly client: TenantId; readonly role: ClientRole }

let made = 0

/** Somebody with an account and no password: tests sign in by making a session. */
export async function newPerson(wanted: Wanted): Promise<UserId> {
  const id: UserId = newId()
  const email = `p${process.pid}-${++made}@people.example`
  const ofClient = "client" in wanted
  await inIdentity(async (tx) => {
    await tx.sql.insert(users).values({
      ...{ id, email, name: wanted.name ?? `Person ${made}`, createdAt: tx.now },
      role: ofClient ? wanted.role : null,
      clientId: ofClient ? wanted.client : null,
    })
    for (const { discipline = "both", ...grant } of ofClient ? [] : wanted.grants)
      await tx.sql
        .insert(grants)
        .values({ id: newId<"grant">(), userId: id, discipline, createdAt: tx.now, ...grant })
  })
  return id
}

/** A group of these clients. */
export async function newGroup(...clients: readonly TenantId[]): Promise<string> {
  const id = newId<"group">()
  await inIdentity(async (tx) => {
    await tx.sql.insert(clientGroups).values({ id, name: `Group ${id}`, createdAt: tx.now })
    for (const clientId of clients) await tx.sql.insert(clientGroupMembers).values({ groupId: id, clientId })
  })
  return id
}
