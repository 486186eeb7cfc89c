import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { IdentityTx } from "#db/identity.ts"
import { providerChain } from "./chain.ts"
import type { AuditEntry, AuditId } from "./entry.ts"
import type { AuditFilter } from "./filter.ts"
import { selectClientEntries, selectProviderEntries } from "./list.store.server.ts"
import type { Verification } from "./verification.ts"
import { selectLastVerification, selectLastVerifications } from "./verification.store.server.ts"
import { selectEntriesOf, selectEntry } from "./store.server.ts"

/** The newest entries about one record: its history on screen. */
export function listHistory<P extends Permission>(t: ReadTx<P>, targetId: string): Promise<AuditEntry[]> {
  return selectEntriesOf(t, targetId, 100)
}

export function findEntry<P extends Permission>(
  t: TenantTx<P>,
  id: AuditId,
): Promise<AuditEntry | undefined> {
  return selectEntry(t, id)
}

/** One page of what was asked for among the clients in reach, newest first, with one entry more when there are more. */
export function listClientEntries(
  t: ReadTx<"audit.read">,
  filter: AuditFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<AuditEntry[]> {
  return selectClientEntries(t, filter, page)
}

/** The same of the provider's own entries. */
export function listProviderEntries(
  tx: IdentityTx,
  filter: AuditFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<AuditEntry[]> {
  return selectProviderEntries(tx, filter, page)
}

/** The last check of every client's chain in reach. */
export function listVerifications(t: ReadTx<"audit.read">): Promise<Verification[]> {
  return selectLastVerifications(t)
}

/** The last check of the provider's chain. */
export function findProviderVerification(tx: IdentityTx): Promise<Verification | undefined> {
  return selectLastVerification(providerChain(tx))
}
