import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { compilePolicy } from "./compile.ts"
import type { StoredPolicy } from "./policy-draft.ts"
import { insertBound } from "./store.server.ts"

export type Binding = {
  readonly policyId: SlaPolicyId
  readonly version: number
  readonly name: string
  /** The version with its calendars, copied: what was agreed stays as it was agreed. */
  readonly terms: StoredPolicy
  /** From when on clocks that start go by it. */
  readonly effectiveFrom: Instant
}

/**
 * Promises a client a version of a policy. Clocks that run already keep what they go by, until somebody applies the new
 * version to them.
 *
 * @throws Error for terms that cannot be worked out, before anything is written
 */
export async function bindPolicy(t: TenantTx<"sla.manage">, binding: Binding): Promise<void> {
  compilePolicy({ id: binding.policyId, ...binding }, binding.terms)
  await insertBound(t, binding)
  const { policyId, version, name, effectiveFrom } = binding
  await recordAudit(t, {
    action: "client.sla-bind",
    targetId: t.scope.tenantId,
    after: { policyId, version, name, effectiveFrom: effectiveFrom.toString() },
  })
}
