import { X509Certificate } from "node:crypto"
import { invalid } from "#app/kernel/errors.ts"

/** What is known of a sender's certificate: its SHA-256 is all that is kept of it. */
export function certificateHash(pem: string): string {
  if (/PRIVATE KEY-----/.test(pem))
    throw invalid("That holds a private key, which must not leave the sender.", {
      certificate: "Paste the certificate alone; then make the sender a new key.",
    })
  try {
    return new X509Certificate(pem).fingerprint256.replaceAll(":", "").toLowerCase()
  } catch {
    throw invalid("That is no certificate.", {
      certificate: "Paste the PEM text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.",
    })
  }
}
