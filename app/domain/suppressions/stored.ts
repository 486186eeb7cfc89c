import type { AlertId, SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { matcher } from "../matching/matcher.ts"
import type { RuleLife, SuppressionRule } from "./rule.ts"

type StoredRule = {
  readonly tenantId: TenantId
  readonly id: SuppressionRuleId
  readonly name: string
  readonly matcher: unknown
  readonly reason: string
  readonly ownerName: string
  readonly createdFrom: AlertId | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly endedAt: Instant | null
  readonly hits: number
  readonly lastHitAt: Instant | null
}

/** What a rule hides by. */
export type HidingRule = RuleLife & Pick<SuppressionRule, "id" | "matcher">

/** A rule out of its row. */
export function ruleOf(row: StoredRule): SuppressionRule {
  const { tenantId, name, reason, ownerName, createdFrom, hits, lastHitAt } = row
  return {
    ...hidingRuleOf(row),
    ...{ name, reason, createdFrom, hits, lastHitAt },
    client: tenantId,
    owner: ownerName,
  }
}

/** What is stored as its matcher is checked: a wider one than was meant would hide too much. */
export function hidingRuleOf(row: RuleLife & Pick<StoredRule, "id" | "matcher">): HidingRule {
  const { id, createdAt, expiresAt, endedAt } = row
  const read = matcher.safeParse(row.matcher)
  return {
    ...{ id, createdAt, expiresAt, endedAt },
    matcher: read.success && read.data.conditions.length > 0 ? read.data : null,
  }
}
