import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { AuditEntry, AuditId } from "./entry.ts"
import { selectEntriesOf, selectEntry } from "./store.server.ts"

/** The newest entries about one record: its history on screen. */
export function listHistory<P extends Permission>(t: ReadTx<P>, targetId: string): Promise<AuditEntry[]> {
  return selectEntriesOf(t, targetId, 100)
}

export function findEntry<P extends Permission>(t: TenantTx<P>, id: AuditId): Promise<AuditEntry | undefined> {
  return selectEntry(t, id)
}
