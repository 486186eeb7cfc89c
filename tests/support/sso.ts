import { createUser } from "#app/auth/create-user.server.ts"
import { personOf, type Person } from "#app/auth/principal.ts"
import { selectGrantsOf } from "#app/auth/sessions.store.server.ts"
import { beginSso } from "#app/auth/sso/begin.server.ts"
import type { ConnectionId, WantedConnection } from "#app/auth/sso/connection.ts"
import { createConnection } from "#app/auth/sso/create.server.ts"
import { finishSso } from "#app/auth/sso/finish.server.ts"
import { redirectUriOf } from "#app/auth/sso/place.server.ts"
import { selectUserByEmail } from "#app/auth/store.server.ts"
import { newId, type TenantId, type UserId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import type { IdentityProvider } from "./identity-provider.ts"

export const password = "fifteen characters long"
let made = 0

/** A person with a password. */
export async function newPerson(
  role: string,
  clientId: TenantId | null,
  email = `p${++made}@watch.example`,
): Promise<Person> {
  await createUser({ email, name: `${role} ${made}`, role: role as "admin", password, clientId })
  return inIdentity(async (tx) => {
    const user = await selectUserByEmail(tx, email)
    return personOf(user!, await selectGrantsOf(tx, user!.id), tx.now)
  })
}

/** Somebody without a password: invited, or made by another system. */
export function newBarePerson(
  email: string,
  clientId: TenantId | null,
  role: string | null,
): Promise<UserId> {
  const id: UserId = newId()
  return inIdentity(async (tx) => {
    const { insertUser } = await import("#app/auth/store.server.ts")
    await insertUser(tx, { id, email, name: email, clientId, role, createdAt: tx.now })
    return id
  })
}

export const wantedOf = (idp: IdentityProvider, domain: string): WantedConnection => ({
  ...{ name: `Sign-on of ${domain}`, issuer: idp.issuer, oauthClientId: idp.clientId, secret: idp.secret },
  ...{ domains: [domain], required: false, enforcesSecondFactor: false },
})

/** A connection to the provider, with its redirect address registered there. */
export async function connect(
  who: Person,
  idp: IdentityProvider,
  clientId: TenantId | null,
  domain: string,
  more: Partial<WantedConnection> = {},
): Promise<ConnectionId> {
  const id: ConnectionId = newId()
  idp.registerRedirect(redirectUriOf(id))
  await createConnection(who, id, clientId, { ...wantedOf(idp, domain), ...more })
  return id
}

/** A browser that has begun, been to the provider, and stands before the portal with the answer. */
export async function comeBack(
  id: ConnectionId,
  options: { again?: boolean; to?: string } = {},
): Promise<Request> {
  const begun = await beginSso(id, { to: options.to ?? "", again: options.again ?? false })
  if (!begun.ok) throw new Error(`${begun.name} is silent`)
  const answer = await travel(begun.location)
  return new Request(answer, { headers: { cookie: begun.cookie.split(";")[0] ?? "" } })
}

/** Begins, goes to the provider and comes back: the whole way. */
export async function signInThrough(id: ConnectionId, options: { again?: boolean; to?: string } = {}) {
  return finishSso(await comeBack(id, options), id)
}

/** Follows the provider's redirects, with its cookies, until it sends the browser to the portal. */
export async function travel(location: string): Promise<URL> {
  const home = new URL(location).origin
  const jar = new Map<string, string>()
  for (let at = new URL(location), hops = 0; hops < 10; hops++) {
    if (at.origin !== home) return at
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(at, { redirect: "manual", headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const next = response.headers.get("location")
    if (!next)
      throw new Error(`The provider answered ${response.status}: ${(await response.text()).slice(0, 500)}`)
    at = new URL(next, at)
  }
  throw new Error("The provider sends the browser in circles.")
}
