import { hash, randomBytes } from "node:crypto"

/** A credential of a source: 256 bits of chance behind a prefix that secret scanners can know. */
export function mintToken(): { readonly token: string; readonly hash: string } {
  const token = `wfs_${randomBytes(32).toString("base64url")}`
  return { token, hash: hashToken(token) }
}

/** What is stored of it and looked up by: its SHA-256, useless to whoever steals the table. */
export function hashToken(token: string): string {
  return hash("sha256", token, "base64url")
}
