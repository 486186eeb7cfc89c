import { conflict, invalid } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { findSignature, type SignatureKey, signaturesOf } from "../../ingest/signatures/registry.ts"
import { readSource } from "../read.server.ts"
import { deleteSignature, selectSignature, upsertSignature } from "./store.server.ts"

/**
 * From now on a source's deliveries over HTTP have to be signed so, with this secret; others are refused with 401. Asked
 * again, the new secret takes the old one's place at once.
 *
 * @param seal encrypts the secret for this source: it is kept in no other form
 * @throws DomainError `invalid` for a way its tool does not sign in, or a secret that cannot be one
 */
export async function requireSignature(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
  { scheme, secret }: { readonly scheme: string; readonly secret: string },
  seal: (secret: string) => string,
): Promise<void> {
  const source = await readSource(t, id)
  if (source.mirrorOf) throw conflict("Its events come through a shared source. Change the shared one.")
  const found = findSignature(scheme)
  if (!found || !signaturesOf(source.adapter).includes(scheme as SignatureKey))
    throw invalid("This tool does not sign so.", { scheme: "Choose one of the list." })
  const wrong = found.objection(secret.trim())
  if (wrong) throw invalid(`The ${found.secretLabel} ${wrong}.`, { secret: `It ${wrong}.` })
  const before = await selectSignature(t, id)
  await upsertSignature(t, id, { scheme, sealedSecret: seal(secret.trim()) })
  await recordAudit(t, {
    action: "source.require-signature",
    targetId: id,
    ...(before ? { before: { scheme: before.scheme } } : {}),
    after: { scheme },
  })
}

/** The token alone decides again. @throws DomainError `not_found`; `conflict` where it did already */
export async function dropSignature(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
): Promise<void> {
  await readSource(t, id)
  const before = await selectSignature(t, id)
  if (!before || !(await deleteSignature(t, id))) throw conflict("It demands no signature any more.")
  await recordAudit(t, { action: "source.drop-signature", targetId: id, before: { scheme: before.scheme } })
}
