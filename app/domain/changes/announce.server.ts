import { notify } from "#db/notify.ts"
import type { TenantTx } from "#db/tenant.ts"
import { type Change, changeChannel, messagesOf } from "./change.ts"

/** Tells the screens that these records changed, at the commit of this transaction. */
export async function announce(
  t: Pick<TenantTx, "sql"> & { readonly scope: Pick<TenantTx["scope"], "tenantId"> },
  kind: Change["kind"],
  ids: readonly string[],
  added: readonly string[] = [],
): Promise<void> {
  await notify(t.sql, changeChannel, messagesOf({ tenantId: t.scope.tenantId, kind, ids, added }))
}
