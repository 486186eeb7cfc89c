import { conflict } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSource } from "./read.server.ts"
import { endCredentials, insertCredential } from "./store.server.ts"
import { mintToken } from "./token.ts"

/**
 * Gives a source a new credential. The old ones end now, or after `overlapSeconds` in which both are good, so that a tool
 * can be changed without a gap. Its listeners have credentials of their own and keep them.
 *
 * @throws DomainError `not_found`; `conflict` for one that stands for a shared source.
 */
export async function rotateCredential(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
  overlapSeconds: number,
): Promise<string> {
  if ((await readSource(t, id)).mirrorOf)
    throw conflict("It stands for a shared source and has no credential of its own. Rotate the shared one.")
  const { token, hash } = mintToken()
  await endCredentials(t, id, plusSeconds(t.now, overlapSeconds), { butListeners: true })
  await insertCredential(t, id, hash)
  await recordAudit(t, { action: "source.rotate", targetId: id, after: { overlapSeconds } })
  return token
}
