import { inIdentity } from "#db/identity.ts"
import { sha256 } from "../secrets.ts"
import { type LinkPurpose, selectLink } from "./store.server.ts"

/** Whose account a link is for and what it leads to, or null: unknown, used, expired and made for another purpose are alike. */
export async function lookUpLink(
  purpose: LinkPurpose,
  token: string,
): Promise<{ readonly email: string; readonly newEmail: string | null } | null> {
  const found = await inIdentity((tx) => selectLink(tx, purpose, sha256(token)))
  return found ? { email: found.user.email, newEmail: found.link.newEmail } : null
}
