import { newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { insertEntry } from "./store.server.ts"

export type AuditTarget = "alert" | "incident" | "client" | "source"

/** What to write of a change. `before` is what an undo restores. */
export type AuditRecord = {
  readonly action: `${AuditTarget}.${string}`
  readonly targetId: string
  readonly before?: object
  readonly after?: object
}

/** Writes the audit entry in the transaction of the change; gives its id. */
export async function recordAudit<P extends Permission>(
  t: TenantTx<P>,
  record: AuditRecord,
): Promise<string> {
  const id = newId<"audit">()
  await insertEntry(t, { id, ...record, targetKind: record.action.split(".")[0] ?? "" })
  return id
}
