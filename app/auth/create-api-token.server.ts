import { type Id, newId, type TenantId } from "#app/kernel/ids.ts"
import type { ProviderRole } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { commandLine } from "./principal.ts"
import { mintApiToken } from "./secrets.ts"
import { insertApiToken } from "./store.server.ts"

/** Makes a token for the REST API; gives it this once, only its hash is kept. @param by the command line unless named */
export async function createApiToken(
  wanted: { readonly name: string; readonly role: ProviderRole; readonly clientId: TenantId | null },
  by: Actor = commandLine,
): Promise<string> {
  const { token, hash } = mintApiToken()
  const id: Id<"token"> = newId()
  await inIdentity(async (tx) => {
    await insertApiToken(tx, { id, ...wanted, tokenHash: hash, createdAt: tx.now })
    const { name, role, clientId } = wanted
    await recordProviderAudit(tx, {
      actor: by,
      action: "token.create",
      targetId: id,
      ...(clientId ? { clientId } : {}),
      after: { name, role },
    })
  })
  return token
}
