import { notFound } from "#app/kernel/errors.ts"
import type { SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import type { SuppressionRule } from "./rule.ts"
import { selectRule, selectRules } from "./store.server.ts"

/** Rules across the clients in reach, newest first. */
export function listSuppressions(
  t: ReadTx<"suppressions.manage">,
  filter: { readonly client?: TenantId; readonly live?: boolean },
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<SuppressionRule>> {
  return selectRules(t, filter, page)
}

/** @throws DomainError `not_found`, also for a rule out of reach. */
export async function readSuppression(
  t: ReadTx<"suppressions.manage">,
  id: SuppressionRuleId,
): Promise<SuppressionRule> {
  const rule = await selectRule(t, id)
  if (!rule) throw notFound("Suppression rule")
  return rule
}

/** The rule that hides an alert, for whoever may read the alert. */
export function findSuppressionBehind<P extends Permission>(t: ReadTx<P>, id: SuppressionRuleId) {
  return selectRule(t, id)
}
