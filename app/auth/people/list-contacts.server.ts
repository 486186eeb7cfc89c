import type { TenantId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { selectContacts, type StaffRow } from "./store.server.ts"

/** Whom of a client we write to about its incidents: its managers and responders whose account is not disabled. */
export function listContacts(tx: IdentityTx, client: TenantId): Promise<StaffRow[]> {
  return selectContacts(tx, client)
}
