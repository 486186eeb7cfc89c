import { compileDraft } from "#app/domain/sla/catalogue/compile-draft.server.ts"
import { listPolicies } from "#app/domain/sla/catalogue/list.server.ts"
import { readTerms } from "#app/domain/sla/catalogue/read-terms.server.ts"
import type { Policy } from "#app/domain/sla/clock/policy.ts"
import { defaultPolicy, defaultPolicyId } from "#app/domain/sla/policies/default-policy.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"

/** The policies somebody can try, the default among them. */
export async function choosablePolicies(tx: ProviderTx<"sla.read">) {
  const kept = await listPolicies(tx)
  return [
    ...kept.map(({ id, name, version }) => ({ id: id as string, name: `${name}, version ${version}` })),
    { id: defaultPolicyId, name: "The default" },
  ]
}

/** A policy that was chosen, in its newest version. @throws DomainError `not_found` */
export async function chosenPolicy(tx: ProviderTx<"sla.read">, id: string): Promise<Policy> {
  if (id === defaultPolicyId) return defaultPolicy
  const { policyId, version, terms } = await readTerms(tx, parseId("sla-policy", id))
  return compileDraft(tx, terms.draft, { id: policyId, version })
}
