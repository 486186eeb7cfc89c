import { conflict, notFound } from "#app/kernel/errors.ts"
import type { CorrelationRuleId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { recordProviderAudit } from "../audit/record-provider.server.ts"
import { changeRule, lockList, lockRule, selectRules } from "./store.server.ts"
import { auditedOf, checkWanted, type WantedRule } from "./wanted.ts"

/**
 * Saves a rule as its next version. Incidents that are there keep the policy they were opened with; other fields to group by
 * start groups anew.
 *
 * @param seen the version its editor began with
 * @throws DomainError `not_found`; `invalid`; `conflict` when somebody saved in between
 */
export async function updateRule(
  tx: ProviderTx<"rules.manage">,
  id: CorrelationRuleId,
  wanted: WantedRule,
  seen: number,
): Promise<void> {
  await lockList(tx)
  const before = await lockRule(tx, id)
  if (!before) throw notFound("Rule")
  if (before.version !== seen)
    throw conflict("Somebody saved this rule while you edited it. Load the page again to see their version.")
  checkWanted(wanted, await selectRules(tx), id)
  const clients = wanted.clients && [...wanted.clients]
  await changeRule(tx, id, { ...wanted, clients }, tx.actor.name)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "rule.update",
    targetId: id,
    before: auditedOf(before),
    after: auditedOf({ ...before, ...wanted, version: before.version + 1 }),
  })
}
