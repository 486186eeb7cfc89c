import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { lockCatalogue, selectPolicyVersions, setRetired } from "./store.server.ts"

/** A policy taken out of use or back into it, and why. */
export type Retirement = { readonly policyId: SlaPolicyId; readonly reason: string }

/**
 * Takes a policy out of use: from now on it can be neither changed nor bound. What goes by it at the clients is ended by
 * `retireAt`, one client at a time. Once more does no harm: it is how a retirement that was interrupted is finished.
 *
 * @throws DomainError `not_found`; `invalid` without a reason
 */
export async function retirePolicy(tx: ProviderTx<"sla.manage">, { policyId, reason }: Retirement) {
  const { name, version, retiredAt } = await locked(tx, policyId, reason)
  if (retiredAt) return { name, version }
  await setRetired(tx, policyId, tx.now)
  await recordProviderAudit(tx, {
    ...{ actor: tx.actor, action: "sla.retire-policy", targetId: policyId, reason: reason.trim() },
    after: { name, version },
  })
  return { name, version }
}

/**
 * Takes a policy back into use. Clocks that ended with it stay ended.
 *
 * @returns since when it was retired
 * @throws DomainError `not_found`; `invalid` without a reason; `conflict` for one that is in use
 */
export async function reactivatePolicy(
  tx: ProviderTx<"sla.manage">,
  { policyId, reason }: Retirement,
): Promise<Instant> {
  const { name, version, retiredAt } = await locked(tx, policyId, reason)
  if (!retiredAt) throw conflict(`${name} is in use. Load the page again.`)
  await setRetired(tx, policyId, null)
  await recordProviderAudit(tx, {
    ...{ actor: tx.actor, action: "sla.reactivate-policy", targetId: policyId, reason: reason.trim() },
    before: { retiredAt: retiredAt.toString() },
    after: { name, version },
  })
  return retiredAt
}

const longestReason = 500

async function locked(tx: ProviderTx<"sla.manage">, policyId: SlaPolicyId, reason: string) {
  const length = reason.trim().length
  if (length === 0 || length > longestReason)
    throw invalid("Say why, so that the clients can be told.", {
      reason: `Write a reason of at most ${longestReason} characters.`,
    })
  await lockCatalogue(tx, policyId)
  const [newest] = await selectPolicyVersions(tx, policyId)
  if (!newest) throw notFound("Policy")
  return newest
}
