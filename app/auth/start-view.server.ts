import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import { withTenantOf } from "./guards.server.ts"
import type { Person } from "./principal.ts"
import { replaceSession } from "./sessions.server.ts"
import { tellSessionsChanged } from "./sessions.store.server.ts"
import { viewMinutes } from "./view-limits.ts"

/**
 * Lets somebody of the provider look at a client's portal for half an hour: their session gets a new id and shows nothing
 * else meanwhile. The start is written down with its reason.
 *
 * @returns the Set-Cookie line
 * @throws DomainError `not_found` for a client out of reach, `forbidden` without `view-as.use` there, `conflict` when the
 *   session has just ended
 */
export async function startView(
  request: Request,
  person: Person,
  wanted: { readonly clientId: TenantId; readonly reason: string },
): Promise<string> {
  const { clientId, reason } = wanted
  await withTenantOf(person, { kind: "tenant", id: clientId }, ["view-as.use"], async () => {})
  return inIdentity(async (tx) => {
    const until = plusSeconds(tx.now, viewMinutes * 60).toString()
    const cookie = await replaceSession(tx, request, { viewAs: { clientId, reason, until } })
    if (!cookie) throw conflict("Your session has ended. Sign in again.")
    await recordProviderAudit(tx, {
      ...{ actor: person.actor, action: "view-as.start", targetId: clientId, clientId, reason },
      after: { until },
    })
    await tellSessionsChanged(tx, person.userId)
    return cookie
  })
}
