import { conflict, notFound } from "#app/kernel/errors.ts"
import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import type { Binding } from "../policies/binding.ts"
import { policyDraft } from "../policies/policy-draft.ts"
import { storedPolicyOf } from "./stored-policy.server.ts"
import { selectPolicyVersions } from "./store.server.ts"

/**
 * The newest version of a policy with its calendars.
 *
 * @param wanted what for: one that is retired can be looked at, and bound to nobody
 * @throws DomainError `not_found`; `conflict`
 */
export async function readTerms(
  tx: ProviderTx<"sla.read">,
  policyId: SlaPolicyId,
  wanted: "to read" | "to bind" = "to read",
): Promise<Binding> {
  const [newest] = await selectPolicyVersions(tx, policyId)
  if (!newest) throw notFound("Policy")
  const { version, name, effectiveFrom, retiredAt } = newest
  if (wanted === "to bind" && retiredAt) throw conflict(`${name} is retired. Reactivate it first.`)
  const terms = await storedPolicyOf(tx, policyDraft.parse(newest.draft))
  return { policyId, version, name, terms, effectiveFrom }
}
