import { randomBytes } from "node:crypto"
import { hashToken } from "./token.ts"

const letters = "abcdefghijklmnopqrstuvwxyz234567"

/** The local part of a mailbox: 130 bits of chance in letters whose case mail servers may change without harm. */
export function mintLocalPart(): { readonly localPart: string; readonly hash: string } {
  const localPart = [...randomBytes(26)].map((byte) => letters[byte % 32]).join("")
  return { localPart, hash: hashToken(localPart) }
}
