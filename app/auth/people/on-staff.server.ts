import type { IdentityTx } from "#db/identity.ts"
import type { Grant } from "../access.ts"
import { selectActiveStaff, selectHeldGrants, type StaffRow } from "./store.server.ts"

/** Somebody who works for the provider, with what they may do: to tell them of their work. */
export type OnStaff = StaffRow & { readonly grants: readonly Grant[] }

/** Everybody of the provider whose account is not disabled. */
export async function listOnStaff(tx: IdentityTx): Promise<OnStaff[]> {
  const people = await selectActiveStaff(tx)
  const grants = await selectHeldGrants(
    tx,
    people.map((person) => person.id),
  )
  const held = Map.groupBy(grants, (grant) => grant.userId)
  return people.map((person) => ({ ...person, grants: held.get(person.id) ?? [] }))
}
