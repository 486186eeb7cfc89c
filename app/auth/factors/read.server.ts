import type { UserId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import type { UserRow } from "../sessions.store.server.ts"
import type { Factors } from "./factors.ts"
import { countRecoveryCodes, isAskedOfClient, selectPasskeys, selectTotp } from "./store.server.ts"

/** What somebody has besides a password. */
export async function readFactors(tx: IdentityTx, userId: UserId): Promise<Factors> {
  return {
    hasAuthenticator: (await selectTotp(tx, userId)) !== undefined,
    passkeys: (await selectPasskeys(tx, userId)).length,
    recoveryCodes: await countRecoveryCodes(tx, userId),
  }
}

/** True for staff, but for the demo's, and for a client's people where a policy says so. */
export async function mustHaveSecond(
  tx: IdentityTx,
  { clientId, isDemo }: Pick<UserRow, "clientId" | "isDemo">,
): Promise<boolean> {
  return clientId === null ? !isDemo : isAskedOfClient(tx, clientId)
}

/** A passkey as its person sees it. Times are ISO. */
export type PasskeyView = {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
  /** True when a copy is kept with its maker, as of passkeys on phones. */
  readonly isSynced: boolean
}

/** Everything the page about somebody's own factors shows. */
export type FactorsView = Factors & {
  readonly mustHave: boolean
  readonly authenticatorSince: string | null
  readonly keys: readonly PasskeyView[]
}

export async function readFactorsView(tx: IdentityTx, user: UserRow): Promise<FactorsView> {
  const totp = await selectTotp(tx, user.id)
  const keys = await selectPasskeys(tx, user.id)
  return {
    hasAuthenticator: totp !== undefined,
    authenticatorSince: totp?.confirmedAt?.toString() ?? null,
    passkeys: keys.length,
    keys: keys.map(({ id, name, createdAt, lastUsedAt, backedUp }) => ({
      id,
      name,
      createdAt: createdAt.toString(),
      lastUsedAt: lastUsedAt?.toString() ?? null,
      isSynced: backedUp,
    })),
    recoveryCodes: await countRecoveryCodes(tx, user.id),
    mustHave: await mustHaveSecond(tx, user),
  }
}
