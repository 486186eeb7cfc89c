import { discover } from "#app/gateways/openid.server.ts"
import { IdpError } from "#app/gateways/openid-failure.server.ts"
import { conflict, DomainError, invalid } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { type ConnectionId, readDomains, type WantedConnection } from "./connection.ts"
import { selectHolders } from "./connections.store.server.ts"
import { countStrangers } from "./identities.store.server.ts"
import { outwardRules } from "./place.server.ts"

/**
 * Checks what needs no other system: the words, and that nobody else has the domains.
 *
 * @throws DomainError `invalid` naming the field
 */
export async function checkWanted(
  tx: IdentityTx,
  wanted: WantedConnection,
  of: { readonly id: ConnectionId; readonly clientId: TenantId | null },
): Promise<void> {
  const fields: Record<string, string> = {}
  if (wanted.name.length < 1 || wanted.name.length > 80)
    fields["name"] = "Give it a name of 1 to 80 characters."
  if (!wanted.oauthClientId || wanted.oauthClientId.length > 300)
    fields["oauthClientId"] = "Copy the client id from the provider."
  if (wanted.secret !== null && (wanted.secret.length < 8 || wanted.secret.length > 1000))
    fields["secret"] = "Copy the client secret from the provider."
  const domains = readDomains(wanted.domains.join(" "))
  if (!domains.ok) fields["domains"] = domains.error
  else if (domains.value.join(" ") !== wanted.domains.join(" "))
    fields["domains"] = "Write each domain once, in lower case."
  if (Object.keys(fields).length > 0) throw invalid("Some of it cannot be saved yet.", fields)

  const [holder] = await selectHolders(tx, wanted.domains, of.id)
  const taken = holder?.domains.find((domain) => wanted.domains.includes(domain))
  if (holder && taken)
    throw invalid("A domain belongs to one connection.", {
      domains: `${taken} belongs to “${holder.name}”. Remove it there first.`,
    })
  const strangers = await countStrangers(tx, { ...of, domains: wanted.domains })
  if (strangers > 0)
    throw invalid("Other organisations have people there.", {
      domains: `${strangers === 1 ? "One person" : `${strangers} people`} of another organisation would be sent to this provider. Take their domain out.`,
    })
}

/**
 * Asks the issuer who it is. Called outside of any transaction.
 *
 * @returns the issuer as it writes itself, which ID tokens repeat to the letter
 * @throws DomainError `invalid` on the issuer
 */
export async function checkIssuer(issuer: string): Promise<string> {
  try {
    return (await discover(issuer, outwardRules())).issuer
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    throw invalid("The provider could not be asked.", { issuer: error.message })
  }
}

export const gone = (): DomainError =>
  conflict("This connection was changed or removed meanwhile. Load the page again.")
