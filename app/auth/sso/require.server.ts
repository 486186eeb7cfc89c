import type { TenantId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { withProvider } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import type { Connection, ConnectionId } from "./connection.ts"
import { type Candidate, endSessionsBy, selectCandidates } from "./identities.store.server.ts"

/** Whom it touches when a connection becomes the only way in. */
export type Requirement = {
  /** People whose other ways end. */
  readonly people: number
  /** Of them, those who cannot get in at all until an administrator lets them be linked. */
  readonly lockedOut: readonly { readonly name: string; readonly email: string }[]
  /** Administrators of the provider: they keep the other ways, for the day the provider is down. */
  readonly breakGlass: number
}

/** What requiring would do, before it is done. */
export function previewRequirement(
  who: Principal,
  of: { readonly id: ConnectionId; readonly clientId: TenantId | null; readonly domains: readonly string[] },
): Promise<Requirement> {
  return withProvider(who, ["sso.manage"], async (tx) => {
    const all = await selectCandidates(tx, of)
    const bound = all.filter((one) => !one.isAdmin)
    return {
      people: bound.length,
      lockedOut: bound.filter(isStuck).map(({ name, email }) => ({ name, email })),
      breakGlass: all.length - bound.length,
    }
  })
}

/** True for somebody the connection cannot sign in yet: they have a password or passkey, and nobody allowed the link. */
export function isStuck(one: Candidate): boolean {
  return !one.isLinked && one.hasLocalFactor && !one.isAllowed
}

/** Ends the sessions that began another way. Those of administrators stay: they may sign in that way again. */
export async function enforceRequirement(
  tx: IdentityTx,
  connection: Pick<Connection, "id" | "clientId" | "domains">,
  who: Principal,
): Promise<void> {
  const bound = (await selectCandidates(tx, connection)).filter((one) => !one.isAdmin)
  const self = "id" in who.actor ? who.actor.id : null
  const others = bound.map((one) => one.id).filter((id) => id !== self)
  await endSessionsBy(tx, others, "other")
}
