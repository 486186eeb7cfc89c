import { DomainError, invalid } from "#app/kernel/errors.ts"
import { type CorrelationRuleId, lowestIdAt } from "#app/kernel/ids.ts"
import type { KeptRule } from "./rule.ts"

/** A rule as its editor asks for it. */
export type WantedRule = Pick<KeptRule, "name" | "clients" | "enabled" | "definition">

/** Every rule is looked at for every new alert. */
const mostRules = 200

/** @throws DomainError `invalid` where another rule has the name; `limit` */
export function checkWanted(
  wanted: WantedRule,
  list: readonly KeptRule[],
  id: CorrelationRuleId | null,
): void {
  const others = list.filter((rule) => rule.id !== id)
  if (others.length >= mostRules) throw new DomainError("limit", `There are ${mostRules} rules already.`)
  const same = wanted.name.toLowerCase()
  if (others.some(({ name }) => name.toLowerCase() === same))
    throw invalid("Another rule has this name.", {
      name: "Another rule has this name. Choose one of its own.",
    })
}

/** What the audit keeps of a rule. */
export function auditedOf({ name, clients, enabled, position, version, definition }: KeptRule) {
  return { name, clients, enabled, position, version, ...definition }
}

/** Of a rule that is not saved yet: the same in each turn of a trial, for groups are known by it. */
const draftId = lowestIdAt<"correlation-rule">(0)

/** The list as it would be with a rule of its editor: in its own place, or last where it is new. It counts as enabled. */
export function withDraft(list: readonly KeptRule[], wanted: WantedRule, id: unknown): KeptRule[] {
  const known = list.find((rule) => rule.id === id)
  const draft: KeptRule = {
    ...wanted,
    enabled: true,
    id: known?.id ?? draftId,
    position: known?.position ?? Math.max(0, ...list.map((rule) => rule.position)) + 1,
    version: known?.version ?? 1,
  }
  return [...list.filter((rule) => rule !== known), draft]
}
