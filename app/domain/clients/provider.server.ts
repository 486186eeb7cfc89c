import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { codesFromName } from "./code.ts"
import { insertProvider, selectProvider, selectState } from "./store.server.ts"

/** The provider's own tenant, where there is one yet: made by the first shared source. */
export function findProvider(t: ReadTx): Promise<TenantId | undefined> {
  return selectProvider(t)
}

/** Makes the provider's own tenant under the id of the transaction. Does nothing where another made it a moment before. */
export async function makeProvider(t: TenantTx<"sources.manage">): Promise<void> {
  for (const code of ["MSSP", "PROVIDER", ...codesFromName("MSSP")])
    if (await insertProvider(t, code)) {
      await recordAudit(t, {
        action: "client.create",
        targetId: t.scope.tenantId,
        after: { code, isProvider: true },
      })
      return
    }
}

/** Of the client at hand: whether it takes part. */
export function readClientState(t: TenantTx) {
  return selectState(t)
}
