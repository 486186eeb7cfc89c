import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { CorrelationRuleId } from "#app/kernel/ids.ts"
import type { IdentityTx } from "#db/identity.ts"
import { correlationRules } from "#db/schema/correlation.ts"
import { type KeptRule, ruleDefinition } from "./rule.ts"

type Row = typeof correlationRules.$inferSelect

/** The list as it stands, in its order. */
export async function selectRules(tx: IdentityTx): Promise<KeptRule[]> {
  const rows = await tx.sql
    .select()
    .from(correlationRules)
    .where(isNull(correlationRules.deletedAt))
    .orderBy(asc(correlationRules.position), asc(correlationRules.id))
  return rows.map(ruleOf)
}

/** One list, one editor at a time: whoever changes its order or length waits for whoever does so now. */
export async function lockList(tx: IdentityTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtext('correlation rules'))`)
}

export async function lockRule(tx: IdentityTx, id: CorrelationRuleId): Promise<KeptRule | undefined> {
  const [row] = await tx.sql
    .select()
    .from(correlationRules)
    .where(and(eq(correlationRules.id, id), isNull(correlationRules.deletedAt)))
    .for("update")
  return row && ruleOf(row)
}

export async function insertRule(tx: IdentityTx, rule: KeptRule, by: string): Promise<void> {
  const clients = rule.clients && [...rule.clients]
  await tx.sql
    .insert(correlationRules)
    .values({ ...rule, clients, createdAt: tx.now, updatedAt: tx.now, updatedBy: by })
}

/** Writes a change and raises the version. */
export async function changeRule(
  tx: IdentityTx,
  id: CorrelationRuleId,
  change: Partial<Pick<Row, "name" | "position" | "enabled" | "clients" | "definition" | "deletedAt">>,
  by: string,
): Promise<void> {
  await tx.sql
    .update(correlationRules)
    .set({ ...change, version: sql`${correlationRules.version} + 1`, updatedAt: tx.now, updatedBy: by })
    .where(eq(correlationRules.id, id))
}

function ruleOf({ id, name, clients, position, enabled, version, definition }: Row): KeptRule {
  return { id, name, clients, position, enabled, version, definition: ruleDefinition.parse(definition) }
}
