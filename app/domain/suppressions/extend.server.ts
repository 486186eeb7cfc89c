import { conflict, notFound } from "#app/kernel/errors.ts"
import type { SuppressionRuleId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { expiryAfter, isLive, type SuppressionRule } from "./rule.ts"
import { lockRule, updateRule } from "./store.server.ts"

/**
 * Sets a new end, so many seconds from now and 90 days at most: earlier or later than before.
 *
 * @throws DomainError `not_found`; `conflict` when it is over already.
 */
export async function extendSuppression(
  t: TenantTx<"suppressions.manage">,
  id: SuppressionRuleId,
  validSeconds: number,
): Promise<SuppressionRule> {
  const rule = await lockRule(t, id)
  if (!rule) throw notFound("Suppression rule")
  if (!isLive(rule, t.now)) throw conflict("The rule is over. Make a new one.")
  const expiresAt = expiryAfter(t.now, validSeconds)
  await updateRule(t, id, { expiresAt })
  await recordAudit(t, {
    action: "suppression.extend",
    targetId: id,
    before: { expiresAt: rule.expiresAt.toString() },
    after: { expiresAt: expiresAt.toString() },
  })
  return { ...rule, expiresAt }
}
