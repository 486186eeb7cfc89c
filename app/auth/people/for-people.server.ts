import { parseId, type TenantId } from "#app/kernel/ids.ts"
import { withClientPeople, withProvider } from "../guards.server.ts"
import type { Principal } from "../principal.ts"
import type { PeopleTx } from "./person-of.server.ts"

/** Works on the provider's own people, or on those of the client with this id, whoever's a form names. */
export function forPeople<T>(
  who: Principal,
  whose: TenantId | string,
  work: (tx: PeopleTx) => Promise<T>,
): Promise<T> {
  if (whose === "staff") return withProvider(who, ["people.manage"], work)
  return withClientPeople(who, parseId("tenant", whose), work)
}
