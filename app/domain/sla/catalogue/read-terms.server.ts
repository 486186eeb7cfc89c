import { notFound } from "#app/kernel/errors.ts"
import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import type { Binding } from "../policies/binding.ts"
import { policyDraft } from "../policies/policy-draft.ts"
import { storedPolicyOf } from "./stored-policy.server.ts"
import { selectPolicyVersions } from "./store.server.ts"

/** The newest version of a policy with its calendars, ready to be bound. @throws DomainError `not_found` */
export async function readTerms(tx: ProviderTx<"sla.read">, policyId: SlaPolicyId): Promise<Binding> {
  const [newest] = await selectPolicyVersions(tx, policyId)
  if (!newest) throw notFound("Policy")
  const { version, name, effectiveFrom } = newest
  const terms = await storedPolicyOf(tx, policyDraft.parse(newest.draft))
  return { policyId, version, name, terms, effectiveFrom }
}
