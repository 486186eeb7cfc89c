import { newId, type TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { AuditId, AuditResult } from "./entry.ts"
import { currentOrigin } from "./origin.server.ts"
import { insertEntry } from "./store.server.ts"

export type AuditTarget =
  | "alert"
  | "incident"
  | "client"
  | "source"
  | "service"
  | "asset"
  | "routing"
  | "unrouted"
  | "audit"
  | "suppression"
  | "maintenance"
  | "finding"

/** What to write of a change. `before` is what an undo restores. */
export type AuditRecord = {
  readonly action: `${AuditTarget}.${string}`
  readonly targetId: string
  readonly result?: AuditResult
  /** Why, in the person's own words. */
  readonly reason?: string
  readonly before?: object
  readonly after?: object
}

/** Writes the audit entry of one client in the transaction of the change; gives its id. */
export async function recordAudit<P extends Permission>(
  t: TenantTx<P>,
  record: AuditRecord,
): Promise<AuditId> {
  const id = newId<"audit">()
  await insertEntry(t, { id, ...record, ...originOf(), targetKind: record.action.split(".")[0] ?? "" })
  return id
}

/** The same for what the pipeline does by itself, through a door that holds several clients. */
export async function recordSystemAudit(
  tx: Pick<TenantTx, "sql" | "now">,
  owner: { readonly tenantId: TenantId; readonly name: string },
  record: AuditRecord,
): Promise<AuditId> {
  const id = newId<"audit">()
  const scope = { tenantId: owner.tenantId, actor: { kind: "system", name: owner.name } } as const
  const targetKind = record.action.split(".")[0] ?? ""
  await insertEntry({ ...tx, scope }, { id, ...record, ...originOf(), targetKind })
  return id
}

function originOf() {
  const { address, userAgent, requestId } = currentOrigin() ?? {}
  return { address: address ?? null, userAgent: userAgent ?? null, requestId: requestId ?? null }
}
