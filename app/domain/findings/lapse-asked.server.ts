import type { FindingId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { lockAsked, updateAcceptance } from "./store.server.ts"

/** Of a finding that is over nobody has to accept the risk any more: what was asked lapses without a decision. */
export async function lapseAsked<P extends Permission>(t: TenantTx<P>, id: FindingId): Promise<void> {
  const asked = await lockAsked(t, id)
  if (asked) await updateAcceptance(t, asked.id, { state: "lapsed", decidedAt: t.now })
}
