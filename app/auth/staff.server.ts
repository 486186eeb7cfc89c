import { redirect } from "react-router"
import { pageAddress } from "#app/http/page-address.ts"
import { DomainError } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { noteViewing } from "./note-access.server.ts"
import { type Person, personOf, type Principal, principalOfToken } from "./principal.ts"
import { sha256 } from "./secrets.ts"
import { findSession } from "./sessions.server.ts"
import { useApiToken } from "./tokens/store.server.ts"
import { viewerOf, viewingOf } from "./view-as.ts"

/** The person behind the request's cookie, or null, also while the second factor is still to come. @param options.quiet a look that is no use */
export async function findPerson(
  request: Request,
  options: { readonly quiet?: boolean } = {},
): Promise<Person | null> {
  const found = await findSession(request, options)
  if (!found || found.session.pending) return null
  const person = personOf(found.user, found.grants, found.now)
  const viewing = viewingOf(found.session.viewAs, person, found.now)
  return viewing ? viewerOf(person, viewing) : person
}

/** Provider staff. Others are sent to sign in, or told that there is nothing here for them. */
export async function requireStaff(request: Request): Promise<Person> {
  const person = await requirePerson(request)
  if (person.viewing) throw notWhileViewing("Your own pages are closed meanwhile.")
  if (person.clientId) throw noSuchPage()
  return person
}

/** One of a client's people, or somebody of the provider who views the client's portal. */
export async function requireClientPerson(
  request: Request,
): Promise<Person & { readonly clientId: TenantId }> {
  const person = await requirePerson(request)
  if (person.clientId) return { ...person, clientId: person.clientId }
  // A view that has run out leads back to the list it began at.
  if ((await findSession(request, { quiet: true }))?.session.viewAs) throw redirect("/account?view=ended")
  throw noSuchPage()
}

/**
 * Anybody signed in. Here, and nowhere else, whoever views a client's portal is kept from changing anything, and each
 * page they open is written down.
 *
 * @throws a redirect to the sign-in page that leads back here; DomainError `forbidden` for a write while viewing
 */
export async function requirePerson(request: Request): Promise<Person> {
  const person = await findPerson(request)
  if (!person) {
    throw redirect(`/sign-in?to=${encodeURIComponent(pageAddress(request.url))}`)
  }
  if (person.viewing) {
    if (!reading.has(request.method)) throw notWhileViewing("Nothing can be changed in it.")
    await noteViewing(person, person.viewing, new URL(request.url).pathname)
  }
  return person
}

const reading: ReadonlySet<string> = new Set(["GET", "HEAD"])

const noSuchPage = () => new DomainError("not_found", "There is no such page.")
const notWhileViewing = (what: string) =>
  new DomainError("forbidden", `You are viewing a client's portal as provider staff. ${what} Leave it first.`)

/** Whoever's API token the request carries. */
export async function findTokenPrincipal(request: Request): Promise<Principal | null> {
  const token = /^Bearer (wfa_[\w-]{20,100})$/.exec(request.headers.get("authorization") ?? "")?.[1]
  if (!token) return null
  return inIdentity(async (tx) => {
    const row = await useApiToken(tx, sha256(token))
    return row ? principalOfToken(row, tx.now) : null
  })
}
