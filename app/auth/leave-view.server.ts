import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { inIdentity } from "#db/identity.ts"
import { findSession, replaceSession } from "./sessions.server.ts"
import { tellSessionsChanged } from "./sessions.store.server.ts"

/**
 * Ends the view of the request's session, also one that has run out: the session gets a new id and is its person's own again.
 *
 * @returns the Set-Cookie line, or null when nobody views anything
 */
export async function leaveView(request: Request): Promise<string | null> {
  const found = await findSession(request)
  const view = found?.session.viewAs
  if (!view) return null
  const { id, name } = found.user
  return inIdentity(async (tx) => {
    const cookie = await replaceSession(tx, request, { viewAs: null })
    const { clientId, reason } = view
    await recordProviderAudit(tx, {
      ...{ actor: { kind: "user", id, name }, action: "view-as.end", targetId: clientId, clientId, reason },
    })
    await tellSessionsChanged(tx, id)
    return cookie
  })
}
