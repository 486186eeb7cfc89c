import { describeMatcher, type ValueNames } from "#app/domain/matching/describe.ts"
import { endOf, isLive, type SuppressionRule } from "#app/domain/suppressions/rule.ts"
import type { Instant } from "#app/kernel/time.ts"

/** A rule as the list shows it: plain values only. */
export type RuleRow = {
  readonly id: string
  readonly clientId: string
  readonly client: string
  readonly name: string
  readonly sentence: string
  readonly reason: string
  readonly owner: string
  readonly createdFrom: string | null
  readonly hits: number
  readonly lastHitAt: string | null
  readonly createdAt: string
  readonly endsAt: string
  readonly isLive: boolean
  /** A person ended it before it expired. */
  readonly isEndedEarly: boolean
}

export function ruleRow(rule: SuppressionRule, client: string, names: ValueNames, now: Instant): RuleRow {
  const { id, name, reason, owner, createdFrom, hits } = rule
  return {
    ...{ id, name, reason, owner, createdFrom, hits, client },
    clientId: rule.client,
    sentence: rule.matcher
      ? describeMatcher(rule.matcher, names)
      : "What is stored cannot be read: it hides nothing.",
    lastHitAt: rule.lastHitAt?.toString() ?? null,
    createdAt: rule.createdAt.toString(),
    endsAt: endOf(rule).toString(),
    isLive: isLive(rule, now),
    isEndedEarly: rule.endedAt !== null,
  }
}
