import { notFound } from "#app/kernel/errors.ts"
import type { CorrelationRuleId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { recordProviderAudit } from "../audit/record-provider.server.ts"
import { changeRule, lockRule } from "./store.server.ts"

/** Lets a rule have its say, or not. Its incidents stay either way. @throws DomainError `not_found` */
export async function setRuleEnabled(
  tx: ProviderTx<"rules.manage">,
  id: CorrelationRuleId,
  enabled: boolean,
): Promise<void> {
  const before = await lockRule(tx, id)
  if (!before) throw notFound("Rule")
  if (before.enabled === enabled) return
  await changeRule(tx, id, { enabled }, tx.actor.name)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: enabled ? "rule.enable" : "rule.disable",
    targetId: id,
    before: { name: before.name, enabled: before.enabled, version: before.version },
    after: { name: before.name, enabled, version: before.version + 1 },
  })
}
