import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { updateUser } from "../people/store.server.ts"
import type { Person } from "../principal.ts"

/** Changes what one is called from now on. History keeps the name of its time. */
export function changeName({ actor, userId, clientId, name: old }: Person, name: string): Promise<void> {
  return inIdentity(async (tx) => {
    await updateUser(tx, userId, { name })
    await recordProviderAudit(tx, {
      ...{ actor, action: "user.change-name", targetId: userId },
      ...(clientId ? { clientId } : {}),
      before: { name: old },
      after: { name },
    })
  })
}
