import { inIdentity } from "#db/identity.ts"
import { organisationName } from "../organisation-name.server.ts"
import { sha256 } from "../secrets.ts"
import { keptGrants } from "./invitation.ts"
import { selectByToken } from "./store.server.ts"

/** What an invitation says to its guest. */
export type FoundInvitation = {
  readonly email: string
  readonly name: string
  readonly organisation: string
  readonly invitedBy: string
  readonly roles: readonly string[]
}

/** The invitation this token opens, or null: unknown, used, withdrawn and expired are alike. */
export async function lookUpInvitation(token: string): Promise<FoundInvitation | null> {
  const found = await inIdentity((tx) => selectByToken(tx, sha256(token)))
  if (!found) return null
  const { email, name, clientId, role, inviter } = found
  return {
    ...{ email, name, invitedBy: inviter ?? "The administrator" },
    organisation: await organisationName(clientId),
    roles: role ? [role] : [...new Set(keptGrants(found.grants).map((grant) => grant.role))],
  }
}
