import { type Id, newId, type TenantId } from "#app/kernel/ids.ts"
import type { ProviderRole } from "#app/kernel/permission.ts"
import { inIdentity } from "#db/identity.ts"
import { mintApiToken } from "./secrets.ts"
import { insertApiToken } from "./store.server.ts"

/** Makes a token for the REST API; gives it this once, only its hash is kept. */
export async function createApiToken(wanted: {
  readonly name: string
  readonly role: ProviderRole
  readonly clientId: TenantId | null
}): Promise<string> {
  const { token, hash } = mintApiToken()
  const id: Id<"token"> = newId()
  await inIdentity((tx) => insertApiToken(tx, { id, ...wanted, tokenHash: hash, createdAt: tx.now }))
  return token
}
