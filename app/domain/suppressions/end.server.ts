import { conflict, notFound } from "#app/kernel/errors.ts"
import type { SuppressionRuleId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { isLive, type SuppressionRule } from "./rule.ts"
import { lockRule, updateRule } from "./store.server.ts"

/**
 * Ends a rule now. What it hides and still fires comes back within seconds, as it does when a rule expires.
 *
 * @throws DomainError `not_found`; `conflict` when it is over already.
 */
export async function endSuppression(
  t: TenantTx<"suppressions.manage">,
  id: SuppressionRuleId,
): Promise<SuppressionRule> {
  const rule = await lockRule(t, id)
  if (!rule) throw notFound("Suppression rule")
  if (!isLive(rule, t.now)) throw conflict("The rule is over already.")
  await updateRule(t, id, { endedAt: t.now })
  await recordAudit(t, {
    action: "suppression.end",
    targetId: id,
    before: { expiresAt: rule.expiresAt.toString() },
    after: { endedAt: t.now.toString() },
  })
  return { ...rule, endedAt: t.now }
}
