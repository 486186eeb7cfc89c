import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { type Id, newId, type TenantId } from "#app/kernel/ids.ts"
import type { Permission, ProviderRole } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type IdentityTx, inIdentity } from "#db/identity.ts"
import { commandLine } from "./principal.ts"
import { mintApiToken } from "./secrets.ts"
import { insertApiToken } from "./tokens/store.server.ts"

export type NewApiToken = {
  readonly name: string
  readonly role: ProviderRole
  /** Every client, or this one alone. */
  readonly clientId: TenantId | null
  /** Of what the role may do, only this; all of it, now and later, when null or absent. */
  readonly permissions?: readonly Permission[] | null
  /** Never when null or absent. */
  readonly expiresAt?: Instant | null
}

/** Makes a token for the REST API on the command line or for a test; gives it this once, only its hash is kept. */
export function createApiToken(wanted: NewApiToken, by: Actor = commandLine): Promise<string> {
  return inIdentity((tx) => addApiToken(tx, wanted, by))
}

/** The same within a change. */
export async function addApiToken(tx: IdentityTx, wanted: NewApiToken, by: Actor): Promise<string> {
  const { token, hash } = mintApiToken()
  const id: Id<"token"> = newId()
  const { name, role, clientId, permissions = null, expiresAt = null } = wanted
  await insertApiToken(tx, {
    ...{ id, name, role, clientId, expiresAt, tokenHash: hash, createdAt: tx.now },
    permissions: permissions && [...permissions],
    createdBy: by.kind === "user" ? by.id : null,
  })
  await recordProviderAudit(tx, {
    actor: by,
    action: "token.create",
    targetId: id,
    ...(clientId ? { clientId } : {}),
    after: {
      ...{ name, role },
      ...(permissions ? { permissions } : {}),
      ...(expiresAt ? { expiresAt: expiresAt.toString() } : {}),
    },
  })
  return token
}
