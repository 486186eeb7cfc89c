import { type CorrelationRuleId, newId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { recordProviderAudit } from "../audit/record-provider.server.ts"
import type { KeptRule } from "./rule.ts"
import { insertRule, lockList, selectRules } from "./store.server.ts"
import { auditedOf, checkWanted, type WantedRule } from "./wanted.ts"

/**
 * Adds a rule behind the others and before the last. It holds from the next batch on, for alerts that come then.
 *
 * @throws DomainError `invalid` naming the field; `limit` when there are too many rules
 */
export async function createRule(
  tx: ProviderTx<"rules.manage">,
  wanted: WantedRule,
): Promise<CorrelationRuleId> {
  await lockList(tx)
  const list = await selectRules(tx)
  checkWanted(wanted, list, null)
  const id = newId<"correlation-rule">()
  const position = Math.max(0, ...list.map((rule) => rule.position)) + 1
  const rule: KeptRule = { ...wanted, id, position, version: 1 }
  await insertRule(tx, rule, tx.actor.name)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "rule.create",
    targetId: id,
    after: auditedOf(rule),
  })
  return id
}
