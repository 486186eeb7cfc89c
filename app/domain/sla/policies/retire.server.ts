import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { selectRunning } from "../record/read.store.server.ts"
import { type ClientRetirement, retirementOf } from "./retirement.ts"
import { endBound, selectBindings, selectRunningBy } from "./store.server.ts"
import { tellRecords } from "./tell-records.server.ts"

/** What retiring a policy would do now at the clients in reach. Nothing is changed. */
export async function previewRetirement(
  t: ReadTx<"sla.read">,
  policyId: SlaPolicyId,
): Promise<readonly ClientRetirement[]> {
  const bound = await selectBindings(t, null)
  return retirementOf(policyId, bound, await selectRunningBy(t, policyId), t.now)
}

/**
 * Ends a retired policy at one client: clocks that run by it end without an outcome, what was late by then stays a miss,
 * and what had ended is not touched. Nobody is told of its levels any more.
 *
 * @returns the records whose clocks ended
 */
export async function retireAt(
  t: TenantTx<"sla.manage">,
  policyId: SlaPolicyId,
  reason: string,
): Promise<number> {
  const running = await selectRunning(t, policyId)
  const ended = await endBound(t, policyId)
  const records = await tellRecords(t, running, { kind: "policy_deactivated", policyId })
  if (ended || records > 0)
    await recordAudit(t, {
      ...{ action: "client.sla-retire", targetId: t.scope.tenantId, reason },
      after: { policyId, records },
    })
  return records
}
