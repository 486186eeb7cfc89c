import type { IncomingMessage } from "node:http"
import { open } from "#app/auth/sealed-text.server.ts"
import { findSignature } from "#app/domain/ingest/signatures/registry.ts"
import { isSignedBySns, readSnsSigned } from "#app/domain/ingest/signatures/sns.ts"
import { comeBack } from "./answer.ts"
import type { Credential } from "./credentials.ts"
import { retryAfterSeconds } from "./limits.ts"
import type { StoredBody } from "./read-body.ts"
import { fetchSnsCertificate, SnsCertificates } from "./sns-certificates.ts"

/** Checks what a source demands of its deliveries besides the token. It fails closed: what cannot be checked is not taken. */
export class SignatureCheck {
  readonly #certificates: SnsCertificates

  constructor(fetchCertificate: (url: string) => Promise<string> = fetchSnsCertificate) {
    this.#certificates = new SnsCertificates(fetchCertificate)
  }

  /**
   * @returns false for a delivery that is not signed as its source demands; true where it demands nothing
   * @throws Refusal 503 where it cannot be told now: the secret does not open, or AWS does not give its certificate
   */
  async holds(credential: Credential, request: IncomingMessage, body: StoredBody): Promise<boolean> {
    if (!credential.signature) return true
    const { scheme, sealed } = credential.signature
    const secret = open(sealed, "source-signature", credential.sourceId)
    const found = findSignature(scheme)
    if (secret === null || !found)
      throw comeBack(503, "The signature cannot be checked right now. Send it again.", retryAfterSeconds)
    const bytes = Buffer.from(body.text, body.encoding)
    if (!found.isSigned) return this.#isBySns(bytes.toString("utf8"), secret)
    return found.isSigned({
      body: bytes,
      header: (name) => oneHeader(request, name),
      secret,
      nowSeconds: Math.floor(Date.now() / 1000),
    })
  }

  async #isBySns(body: string, topic: string): Promise<boolean> {
    const signed = readSnsSigned(body, topic)
    if (!signed) return false
    const pem = await this.#certificates.pem(signed.certificateUrl, Date.now()).catch(() => {
      throw comeBack(503, "The certificate of AWS cannot be had right now. Send it again.", retryAfterSeconds)
    })
    return isSignedBySns(signed, pem, Date.now())
  }
}

function oneHeader(request: IncomingMessage, name: string): string | null {
  const values = request.headersDistinct[name]
  return values?.length === 1 ? (values[0] ?? null) : null
}
