import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import { inIdentity } from "#db/identity.ts"
import type { Person } from "./principal.ts"
import { deleteSessionOf, deleteSessionsOf } from "./sessions.store.server.ts"

/** Signs one's own other browser out. @throws DomainError `not_found` when it is not one's own or has ended */
export function endOwnSession({ actor, userId, clientId }: Person, handle: string): Promise<void> {
  return inIdentity(async (tx) => {
    if (!(await deleteSessionOf(tx, userId, handle))) throw notFound("Session")
    await recordProviderAudit(tx, {
      ...{ actor, action: "session.end-other", targetId: userId },
      ...(clientId ? { clientId } : {}),
    })
  })
}

/** Signs one's own browsers out, all but one. @param keep the handle of the one that stays */
export function endOtherSessions({ actor, userId, clientId }: Person, keep: string): Promise<void> {
  return inIdentity(async (tx) => {
    await deleteSessionsOf(tx, userId, keep)
    await recordProviderAudit(tx, {
      ...{ actor, action: "session.end-others", targetId: userId },
      ...(clientId ? { clientId } : {}),
    })
  })
}
