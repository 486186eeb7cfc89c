import { notFound } from "#app/kernel/errors.ts"
import type { CorrelationRuleId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import type { KeptRule } from "./rule.ts"
import { selectRules } from "./store.server.ts"

/** The rules people keep, in the order alerts meet them. The last rule comes after. */
export function listRules(tx: ProviderTx<"rules.read">): Promise<KeptRule[]> {
  return selectRules(tx)
}

/** @throws DomainError `not_found` */
export async function readRule(tx: ProviderTx<"rules.read">, id: CorrelationRuleId): Promise<KeptRule> {
  const found = (await selectRules(tx)).find((rule) => rule.id === id)
  if (!found) throw notFound("Rule")
  return found
}
