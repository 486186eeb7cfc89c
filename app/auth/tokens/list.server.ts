import type { TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { selectApiTokens } from "./store.server.ts"
import { type TokenState, tokenStateOf } from "./token.ts"

export type ApiTokenView = {
  readonly id: string
  readonly name: string
  /** Null when it was made on the command line, or by somebody who is gone. */
  readonly madeBy: string | null
  readonly role: string
  readonly permissions: readonly string[] | null
  readonly clientId: TenantId | null
  readonly createdAt: Instant
  readonly lastUsedAt: Instant | null
  readonly expiresAt: Instant | null
  readonly state: TokenState
}

/** Every token, newest first, without what would let anybody use it. */
export async function listApiTokens(tx: ProviderTx<"tokens.manage">): Promise<ApiTokenView[]> {
  const rows = await selectApiTokens(tx)
  return rows.map(({ revokedAt, ...row }) => ({
    ...row,
    state: tokenStateOf({ revokedAt, expiresAt: row.expiresAt }, tx.now),
  }))
}
