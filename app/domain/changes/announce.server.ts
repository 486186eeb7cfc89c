import type { Permission } from "#app/kernel/permission.ts"
import { notify } from "#db/notify.ts"
import type { TenantTx } from "#db/tenant.ts"
import { changeChannel, messagesOf } from "./change.ts"

/** Tells the screens that these records changed, at the commit of this transaction. */
export async function announce<P extends Permission>(
  t: TenantTx<P>,
  kind: "alert" | "incident",
  ids: readonly string[],
  added: readonly string[] = [],
): Promise<void> {
  await notify(t.sql, changeChannel, messagesOf({ tenantId: t.scope.tenantId, kind, ids, added }))
}
