import { sql } from "drizzle-orm"
import {
  type CorrelationRule,
  type KeptRule,
  type RuleDefinition,
  ruleDefinition,
  rulesInForce,
} from "#app/domain/correlation/rule.ts"
import type { CorrelationRuleId, TenantId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { remembered } from "../remembered.ts"

type Row = Record<string, unknown>

/** What alerts become incidents by: the provider's rules in their order, the last rule included. */
export async function readCorrelationRules(tx: InboxTx): Promise<CorrelationRule[]> {
  const rows = await tx.sql.execute<Row>(sql`
    select id, name, position, clients, version, definition::text as definition from correlation_rules
    where enabled and deleted_at is null order by position, id`)
  return rulesInForce(rows.flatMap(keptRule))
}

/** A definition that a later version wrote and this one cannot read counts for nothing. */
function keptRule(row: Row): KeptRule[] {
  const definition = definitionOf(String(row["definition"]))
  if (!definition) return []
  return [
    {
      id: row["id"] as CorrelationRuleId,
      name: String(row["name"]),
      position: Number(row["position"]),
      clients: clientsOf(row["clients"]),
      enabled: true,
      version: Number(row["version"]),
      definition,
    },
  ]
}

const definitionOf = remembered((text): RuleDefinition | null => {
  const parsed = ruleDefinition.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
})

/** Arrays come as lists, or in Postgres' own words "{a,b}". */
function clientsOf(value: unknown): TenantId[] | null {
  if (value === null) return null
  const list = Array.isArray(value) ? value.map(String) : String(value).slice(1, -1).split(",")
  return list.filter((id) => id !== "") as TenantId[]
}
