import { falsePositiveRateOf, type RuleNoise } from "#app/domain/noise/noise.ts"

/** A rule as a table shows it. */
export type RuleRow = Omit<RuleNoise, "clientId" | "newest"> & {
  readonly key: string
  readonly client: string
  readonly falsePositiveRate: number | null
}

export function ruleRow(rule: RuleNoise, client: string): RuleRow {
  const { clientId: _client, newest: _newest, ...figures } = rule
  return {
    ...figures,
    client,
    key: `${rule.sourceId} ${rule.rule ?? ""}`,
    falsePositiveRate: falsePositiveRateOf(rule),
  }
}
