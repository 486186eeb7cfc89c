import { X509Certificate } from "node:crypto"
import { invalid } from "#app/kernel/errors.ts"
import type { Instant } from "#app/kernel/time.ts"

/**
 * What is known of a sender's certificate: its SHA-256, lower-case hex, is all that is kept of it.
 *
 * @throws DomainError `invalid` for a private key, what is no certificate, and one that had ended by then: whoever pastes
 *   it took the old file
 */
export function certificateHash(pem: string, now: Instant): string {
  if (/PRIVATE KEY-----/.test(pem))
    throw invalid("That holds a private key, which must not leave the sender.", {
      certificate: "Paste the certificate alone; then make the sender a new key.",
    })
  const certificate = parse(pem)
  if (Date.parse(certificate.validTo) < now.epochMilliseconds)
    throw invalid("That certificate has ended.", {
      certificate: `It was good until ${certificate.validTo}. Give the sender a new one and paste that.`,
    })
  return certificate.fingerprint256.replaceAll(":", "").toLowerCase()
}

function parse(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw invalid("That is no certificate.", {
      certificate: "Paste the PEM text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.",
    })
  }
}
