import { sql, type SQL } from "drizzle-orm"
import { ruleDefinition } from "#app/domain/correlation/rule.ts"
import { closeClearedAlerts } from "#app/domain/alerts/close-cleared.server.ts"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { type CorrelationRuleId, newId, type TenantId } from "#app/kernel/ids.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inIdentity } from "#db/identity.ts"
import { correlationRules } from "#db/schema/correlation.ts"
import { inTenant, inTenantAt } from "#db/tenant.ts"
import type { TestTenant } from "./tenants.ts"

/** A definition with as little said as possible. */
export const definition = (more: object = {}) =>
  ruleDefinition.parse({
    matcher: { conditions: [] },
    groupBy: ["rule"],
    window: { kind: "sliding", minutes: 30 },
    titleTemplate: "{rule} on {asset}",
    ...more,
  })

/** Puts rules on the list, in this order, for these clients alone. */
export async function hasRules(
  clients: readonly TenantId[],
  ...wanted: readonly object[]
): Promise<CorrelationRuleId[]> {
  const ids = wanted.map(() => newId<"correlation-rule">())
  await inIdentity((tx) =>
    tx.sql.insert(correlationRules).values(
      wanted.map((more, i) => ({
        ...{ id: ids[i]!, name: `Rule ${i + 1}`, position: i + 1, clients: [...clients] },
        ...{ definition: definition(more), createdAt: tx.now, updatedAt: tx.now, updatedBy: "test" },
      })),
    ),
  )
  return ids
}

export type IncidentFacts = Record<string, unknown> & {
  readonly id: string
  readonly title: string
  readonly opened_by: string
  readonly severity: number
  readonly priority: number
  readonly stage: string
  readonly alert_count: number
  readonly is_candidate: boolean
  readonly rule_id: string | null
  readonly group_key: string | null
  readonly recurrence_of: string | null
  readonly sibling_of: string | null
  readonly opened_at: string
  readonly due_at: string
  readonly shared_at: string | null
  readonly members: readonly string[]
  readonly children: readonly string[]
}

/** A client's incidents in the order they were opened, with the assets of their alerts. */
export async function incidentsOf(tenant: TestTenant): Promise<IncidentFacts[]> {
  const members = (only = sql`true`) => sql`array(select a.asset from alerts a
    where a.tenant_id = n.tenant_id and a.incident_id = n.id and ${only} order by a.asset)`
  return inTenant(tenant.scope("incidents.read"), async (t) => [
    ...(await t.sql.execute<IncidentFacts>(sql`
      select n.*, n.opened_at::text as opened_at, n.due_at::text as due_at, ${members()} as members, ${members(sql`a.is_child`)} as children
      from incidents n where n.tenant_id = ${tenant.id} order by n.opened_at, n.number`)),
  ])
}

/** Writes behind the program's back. */
export async function tamper(tenant: TestTenant, statement: SQL): Promise<void> {
  await inTenant(tenant.scope("incidents.work"), (t) => t.sql.execute(statement))
}

/** Lets the sweep come round at a moment. @param at epoch milliseconds */
export function sweepAt(tenantId: TenantId, at: number): Promise<number> {
  const system = mintScope<"alerts.triage" | "incidents.work">(tenantId, { kind: "system", name: "test" })
  return inTenantAt(system, Temporal.Instant.fromEpochMilliseconds(at), closeClearedAlerts)
}
