import { invalid } from "#app/kernel/errors.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import type { Policy } from "../clock/policy.ts"
import { compilePolicy } from "../policies/compile.ts"
import type { PolicyDraft } from "../policies/policy-draft.ts"
import { faultsOf } from "./faults.ts"
import { storedPolicyOf } from "./stored-policy.server.ts"

/**
 * A draft as the clocks would go by it from now on, with the newest version of every calendar. Saves nothing.
 *
 * @throws DomainError `invalid` for targets that cannot be kept, by cell, or calendars that are not there
 */
export async function compileDraft(
  tx: ProviderTx<"sla.read">,
  draft: PolicyDraft,
  head: { readonly id: string; readonly version: number },
): Promise<Policy> {
  const compiled = compilePolicy({ ...head, effectiveFrom: tx.now }, await storedPolicyOf(tx, draft))
  const faults = faultsOf(compiled)
  if (faults.length === 0) return compiled
  const fields = Object.fromEntries(faults.map(({ cell, says }) => [cell, says]))
  throw invalid(faults.map(({ says }) => says).join(" "), fields)
}
