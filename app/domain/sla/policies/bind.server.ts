import { conflict } from "#app/kernel/errors.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import type { Binding } from "./binding.ts"
import { compilePolicy } from "./compile.ts"
import { insertBound } from "./store.server.ts"

/**
 * Promises a client a version of a policy. Clocks that run already keep what they go by, until somebody applies the new
 * version to them.
 *
 * @throws DomainError `conflict` where it is bound from that moment already; Error for terms that cannot be worked out,
 *   before anything is written
 */
export async function bindPolicy(t: TenantTx<"sla.manage">, binding: Binding): Promise<void> {
  compilePolicy({ id: binding.policyId, ...binding }, binding.terms)
  if (!(await insertBound(t, binding)))
    throw conflict("This version is bound to the client from that moment already.")
  await recordBound(t, binding)
}

export async function recordBound(
  t: TenantTx<"sla.manage">,
  { policyId, version, name, effectiveFrom }: Omit<Binding, "terms">,
): Promise<void> {
  await recordAudit(t, {
    action: "client.sla-bind",
    targetId: t.scope.tenantId,
    after: { policyId, version, name, effectiveFrom: effectiveFrom.toString() },
  })
}
