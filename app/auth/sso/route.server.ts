import { redirectDocument } from "react-router"
import type { UserId } from "#app/kernel/ids.ts"
import { inIdentity } from "#db/identity.ts"
import { selectGrantsOf, type UserRow } from "../sessions.store.server.ts"
import { type ConnectionId, domainOf } from "./connection.ts"
import { selectByDomain, selectConnectionOfUser } from "./connections.store.server.ts"

/** A way in that a sign-in page can offer. */
export type SsoOffer = {
  readonly id: ConnectionId
  readonly name: string
  /** True when people of this domain have no other way. */
  readonly required: boolean
}

/** The enabled connection that signs an address in, by its domain alone: it says nothing about who exists. */
export async function findConnectionFor(email: string): Promise<SsoOffer | null> {
  const domain = domainOf(email)
  const found = domain ? await inIdentity((tx) => selectByDomain(tx, domain)) : undefined
  return found ? { id: found.id, name: found.name, required: found.required } : null
}

/** The connection somebody is linked to: how a person without a password proves themselves anew. */
export async function findConnectionOf(userId: UserId): Promise<SsoOffer | null> {
  const found = await inIdentity((tx) => selectConnectionOfUser(tx, userId))
  return found ? { id: found.id, name: found.name, required: found.required } : null
}

/** Where a browser begins. @param again true asks the provider for a new proof */
export function ssoStart(offer: Pick<SsoOffer, "id">, to: string, again = false): string {
  return `/sso/start?${new URLSearchParams({ connection: offer.id, ...(to ? { to } : {}), ...(again ? { again: "1" } : {}) })}`
}

/**
 * What single sign-on has to say to a sign-in form, by its address alone and before any password is looked at: where to
 * send the browser when nothing else is allowed, else what to offer beside the password. `way=password` is an administrator's
 * way past a provider that is down; `isBarred` lets nobody else through it.
 */
export async function routeSignIn(
  form: FormData,
): Promise<{ readonly redirect: Response | null; readonly offer: SsoOffer | null }> {
  const offer = await findConnectionFor(String(form.get("email") ?? ""))
  const mustGo = offer?.required && form.get("way") !== "password"
  const to = String(form.get("to") ?? "").slice(0, 2000)
  return { redirect: mustGo ? redirectDocument(ssoStart(offer, to)) : null, offer }
}

/**
 * True when this person may not sign in by password, passkey or link: their organisation requires single sign-on for their
 * domain. The provider's administrators keep the other ways. Asks the same questions whether or not there is such a person.
 */
export async function isBarred(email: string, user: UserRow | null): Promise<boolean> {
  const domain = domainOf(email) ?? "no.domain"
  return inIdentity(async (tx) => {
    const found = await selectByDomain(tx, domain)
    const grants = await selectGrantsOf(tx, user?.id ?? nobody)
    const required = found?.required === true && user !== null && user.clientId === found.clientId
    return required && !(user.clientId === null && grants.some((grant) => grant.role === "admin"))
  })
}

const nobody = "00000000-0000-7000-8000-000000000000" as UserId
