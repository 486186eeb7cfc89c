import { notFound } from "#app/kernel/errors.ts"
import type { CorrelationRuleId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { recordProviderAudit } from "../audit/record-provider.server.ts"
import { changeRule, lockRule } from "./store.server.ts"
import { auditedOf } from "./wanted.ts"

/** Takes a rule off the list. The row stays, for the incidents it opened. @throws DomainError `not_found` */
export async function deleteRule(tx: ProviderTx<"rules.manage">, id: CorrelationRuleId): Promise<void> {
  const before = await lockRule(tx, id)
  if (!before) throw notFound("Rule")
  await changeRule(tx, id, { deletedAt: tx.now }, tx.actor.name)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "rule.delete",
    targetId: id,
    before: auditedOf(before),
  })
}
