import type { AlertId, SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { matcher } from "../matching/matcher.ts"
import type { SuppressionRule } from "./rule.ts"

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

/** A rule out of its row. What is stored as its matcher is checked: a wider one than was meant would hide too much. */
export function ruleOf({ tenantId, ownerName, ...row }: StoredRule): SuppressionRule {
  const { id, name, reason, createdFrom, createdAt, expiresAt, endedAt, hits, lastHitAt } = row
  const read = matcher.safeParse(row.matcher)
  return {
    ...{ id, name, reason, createdFrom, createdAt, expiresAt, endedAt, hits, lastHitAt },
    client: tenantId,
    owner: ownerName,
    matcher: read.success && read.data.conditions.length > 0 ? read.data : null,
  }
}
