import { notFound } from "#app/kernel/errors.ts"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import type { ClientPeopleTx, ProviderTx } from "#db/provider-door.ts"
import { type PersonRow, selectPerson } from "./store.server.ts"

/** Opened for somebody who may manage the provider's own people, or those of one client. */
export type PeopleTx = ProviderTx<"people.manage"> | ClientPeopleTx

/** Whose people this transaction may touch. */
export function whoseOf(tx: PeopleTx): TenantId | "staff" {
  return "clientId" in tx ? tx.clientId : "staff"
}

/** One of the people this transaction is for. @throws DomainError `not_found`, also for everybody else's */
export async function personOfTx(tx: PeopleTx, id: UserId): Promise<PersonRow> {
  const person = await selectPerson(tx, whoseOf(tx), id)
  if (!person) throw notFound("Person")
  return person
}

/** The client to name in the audit; none for staff. */
export function clientOf(tx: PeopleTx): { readonly clientId?: TenantId } {
  return "clientId" in tx ? { clientId: tx.clientId } : {}
}

/** True when somebody acts on themselves. */
export function isSelf(tx: PeopleTx, id: UserId): boolean {
  return "id" in tx.actor && tx.actor.id === id
}
