import { createHash, randomBytes } from "node:crypto"

/** What is stored of a session id or token: enough to find it, useless to whoever steals the table. */
export function sha256(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url")
}

/** A key for the REST API: 256 bits of chance behind a prefix that secret scanners can know. */
export function mintApiToken(): { readonly token: string; readonly hash: string } {
  const token = `wfa_${randomBytes(32).toString("base64url")}`
  return { token, hash: sha256(token) }
}

/** What a link in a mail opens with: 256 bits of chance. It stands behind the `#`, which browsers send to nobody. */
export function mintLinkToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString("base64url")
  return { token, hash: sha256(token) }
}
