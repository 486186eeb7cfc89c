import type { TenantId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { Sql } from "#db/tenant.ts"
import { type Policy, policy } from "../clock/policy.ts"
import { type BoundPolicyRow, selectBoundPolicies } from "../record/read.store.server.ts"
import { neverHeld } from "./binding.ts"
import { compilePolicy } from "./compile.ts"
import { defaultPolicy } from "./default-policy.ts"
import { storedPolicy } from "./policy-draft.ts"

/**
 * The versions of what these clients were promised, by client: the default until something is bound, and nothing from
 * the end of a policy that was ended on.
 */
export async function policyVersionsOf(
  tx: { readonly sql: Pick<Sql, "execute"> },
  tenants: readonly TenantId[],
): Promise<ReadonlyMap<TenantId, readonly Policy[]>> {
  const bound = Map.groupBy(await selectBoundPolicies(tx, tenants), (row) => row.tenantId)
  return new Map(
    tenants.map((tenant) => [tenant, [defaultPolicy, ...(bound.get(tenant) ?? []).flatMap(versionsOf)]]),
  )
}

function versionsOf(row: BoundPolicyRow): readonly Policy[] {
  const head = { id: row.policyId, version: row.version, effectiveFrom: instant(row.effectiveFrom) }
  const endedAt = row.endedAt === null ? null : instant(row.endedAt)
  if (neverHeld({ ...head, endedAt })) return []
  const agreed = compilePolicy(head, storedPolicy.parse(row.terms))
  return endedAt ? [agreed, policy(`after ${row.policyId}`, [], endedAt)] : [agreed]
}
