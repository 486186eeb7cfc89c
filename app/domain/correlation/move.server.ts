import { notFound } from "#app/kernel/errors.ts"
import type { CorrelationRuleId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { recordProviderAudit } from "../audit/record-provider.server.ts"
import { changeRule, lockList, selectRules } from "./store.server.ts"

/** Lets a rule change places with its neighbour. At the end of the list nothing happens. @throws DomainError `not_found` */
export async function moveRule(
  tx: ProviderTx<"rules.manage">,
  id: CorrelationRuleId,
  direction: "up" | "down",
): Promise<void> {
  await lockList(tx)
  const list = await selectRules(tx)
  const at = list.findIndex((rule) => rule.id === id)
  const rule = list[at]
  if (!rule) throw notFound("Rule")
  const neighbour = list[direction === "up" ? at - 1 : at + 1]
  if (!neighbour) return
  await changeRule(tx, rule.id, { position: neighbour.position }, tx.actor.name)
  await changeRule(tx, neighbour.id, { position: rule.position }, tx.actor.name)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "rule.move",
    targetId: id,
    before: { name: rule.name, position: rule.position },
    after: {
      name: rule.name,
      position: neighbour.position,
      [direction === "up" ? "before" : "behind"]: neighbour.name,
    },
  })
}
