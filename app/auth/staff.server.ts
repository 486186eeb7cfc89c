import { redirect } from "react-router"
import { pageAddress } from "#app/http/page-address.ts"
import { DomainError } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { type Person, personOf, type Principal, principalOfToken } from "./principal.ts"
import { sha256 } from "./secrets.ts"
import { findSession } from "./sessions.server.ts"
import { useApiToken } from "./store.server.ts"

/** The person behind the request's cookie, or null, also while the second factor is still to come. @param options.quiet a look that is no use */
export async function findPerson(
  request: Request,
  options: { readonly quiet?: boolean } = {},
): Promise<Person | null> {
  const found = await findSession(request, options)
  return found && !found.session.pending ? personOf(found.user, found.grants) : null
}

/** Provider staff. Others are sent to sign in, or told that there is nothing here for them. */
export async function requireStaff(request: Request): Promise<Person> {
  const person = await requirePerson(request)
  if (person.clientId) throw new DomainError("not_found", "There is no such page.")
  return person
}

/** One of a client's people. */
export async function requireClientPerson(
  request: Request,
): Promise<Person & { readonly clientId: TenantId }> {
  const person = await requirePerson(request)
  if (!person.clientId) throw new DomainError("not_found", "There is no such page.")
  return { ...person, clientId: person.clientId }
}

/** Anybody signed in. @throws a redirect to the sign-in page that leads back here */
export async function requirePerson(request: Request): Promise<Person> {
  const person = await findPerson(request)
  if (person) return person
  throw redirect(`/sign-in?to=${encodeURIComponent(pageAddress(request.url))}`)
}

/** Whoever's API token the request carries. */
export async function findTokenPrincipal(request: Request): Promise<Principal | null> {
  const token = /^Bearer (wfa_[\w-]{20,100})$/.exec(request.headers.get("authorization") ?? "")?.[1]
  if (!token) return null
  const row = await inIdentity((tx) => useApiToken(tx, sha256(token)))
  return row ? principalOfToken(row) : null
}
