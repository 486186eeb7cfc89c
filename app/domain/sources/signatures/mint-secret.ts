import { randomBytes } from "node:crypto"
import { invalid } from "#app/kernel/errors.ts"
import { type SignatureKey, signatures } from "../../ingest/signatures/registry.ts"

/**
 * A secret for a tool that takes one: 256 bits of chance, written so that every way of signing can use it.
 *
 * @throws DomainError `invalid` where the vendor makes the secret, or it is none
 */
export function mintSecret(scheme: SignatureKey): string {
  const { takesOurs, secretLabel } = signatures[scheme]
  if (!takesOurs)
    throw invalid("This way of signing takes no secret of ours.", { secret: `Give it: ${secretLabel}.` })
  return `whsec_${randomBytes(32).toString("base64")}`
}
