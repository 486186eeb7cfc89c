import type { TenantId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { Sql } from "#db/tenant.ts"
import { inForce } from "../calendar/version.ts"
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
  return new Map(tenants.map((tenant) => [tenant, [defaultPolicy, ...versionsOf(bound.get(tenant) ?? [])]]))
}

function versionsOf(rows: readonly BoundPolicyRow[]): readonly Policy[] {
  const held = rows.map(readBound).filter((bound) => !neverHeld(bound))
  return held.flatMap((bound) => {
    const { endedAt } = bound
    const agreed = compilePolicy(bound, bound.terms)
    // The end of one that another had taken the place of ends nothing.
    const isEnd = endedAt !== null && inForce(held, endedAt)?.id === bound.id
    return isEnd ? [agreed, policy(`after ${bound.id}`, [], endedAt)] : [agreed]
  })
}

function readBound(row: BoundPolicyRow) {
  return {
    ...{ id: row.policyId, version: row.version, effectiveFrom: instant(row.effectiveFrom) },
    endedAt: row.endedAt === null ? null : instant(row.endedAt),
    terms: storedPolicy.parse(row.terms),
  }
}
