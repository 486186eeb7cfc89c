import type { SlaCalendarId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { newestOf } from "./newest.ts"
import { policyDraft } from "../policies/policy-draft.ts"
import { savePolicy } from "./save-policy.server.ts"
import { selectPolicies } from "./store.server.ts"

/**
 * Gives every policy in use that names a calendar a version of its own for the calendar's new one: a version of a policy is
 * always one promise, so what a client was bound to can be told from what it could be bound to now.
 *
 * @returns how many
 * @throws DomainError `invalid` where a target can no longer be kept
 */
export async function renewPolicies(
  tx: ProviderTx<"sla.manage">,
  calendar: SlaCalendarId,
  effectiveFrom: Instant,
): Promise<number> {
  const named = newestOf(await selectPolicies(tx))
    .filter((row) => !row.retiredAt)
    .map((row) => ({ ...row, draft: policyDraft.parse(row.draft) }))
    .filter(({ draft }) => draft.targets.some((target) => target.calendar === calendar))
  for (const { id, name, draft } of named) await savePolicy(tx, { id, name, draft, effectiveFrom })
  return named.length
}
