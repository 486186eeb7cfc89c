import { newId, type SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { endListener, insertListener } from "./listeners.store.server.ts"
import { mintLocalPart } from "./mailbox.ts"
import { readKept } from "./remove-listener.server.ts"
import { insertCredential } from "./store.server.ts"

/**
 * Gives a mailbox a new address. Mails to the old one are refused now, or after `overlapSeconds`.
 *
 * @returns the secret local part of the new address, this once
 * @throws DomainError `not_found`
 */
export async function rotateMailbox(
  t: TenantTx<"sources.manage" | "sources.read">,
  sourceId: SourceId,
  id: string,
  overlapSeconds: number,
): Promise<string> {
  const old = await readKept(t, sourceId, id)
  const { localPart, hash } = mintLocalPart()
  await endListener(t, old, plusSeconds(t.now, overlapSeconds))
  await insertCredential(t, sourceId, hash)
  const fresh = newId()
  await insertListener(t, {
    id: fresh,
    sourceId,
    kind: "mail",
    port: null,
    certificateHash: null,
    credentialHash: hash,
    createdAt: t.now,
  })
  await recordAudit(t, {
    action: "source.rotate-mailbox",
    targetId: sourceId,
    before: { listener: id },
    after: { listener: fresh, overlapSeconds },
  })
  return localPart
}
