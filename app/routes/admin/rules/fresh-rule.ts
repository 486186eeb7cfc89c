import { lastRule, ruleDefinition, type RuleDefinition } from "#app/domain/correlation/rule.ts"

/** What a new rule's form starts with. */
export const freshDefinition: RuleDefinition = ruleDefinition.parse({
  matcher: { conditions: [] },
  groupBy: ["rule", "asset"],
  window: { kind: "sliding", minutes: 30 },
  titleTemplate: "{rule} on {asset}",
})

/** The last rule as somebody could write it: a start for one that differs at some clients or for some alerts. */
export const lastAsDefinition: RuleDefinition = ruleDefinition.parse({
  matcher: { conditions: [{ field: "severity", op: "at-least", values: ["medium"] }] },
  groupBy: ["source", "rule"],
  window: { kind: "sliding", minutes: 24 * 60 },
  titleTemplate: lastRule.titleTemplate,
})
