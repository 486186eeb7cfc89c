import { and, desc, eq, gt, isNull, lte, or, sql } from "drizzle-orm"
import type { SuppressionRuleId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { within } from "#db/reach.ts"
import { suppressionRules } from "#db/schema/suppression.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { decodeCursor, type Page, pageOf } from "../paging.ts"
import type { SuppressionRule } from "./rule.ts"
import { ruleOf } from "./stored.ts"

export async function insertRule<P extends Permission>(
  t: TenantTx<P>,
  rule: Omit<typeof suppressionRules.$inferInsert, "tenantId">,
): Promise<void> {
  await t.sql.insert(suppressionRules).values({ ...rule, tenantId: t.scope.tenantId })
}

export async function lockRule<P extends Permission>(
  t: TenantTx<P>,
  id: SuppressionRuleId,
): Promise<SuppressionRule | undefined> {
  const [row] = await t.sql
    .select()
    .from(suppressionRules)
    .where(and(eq(suppressionRules.tenantId, t.scope.tenantId), eq(suppressionRules.id, id)))
    .for("update")
  return row && ruleOf(row)
}

export async function updateRule<P extends Permission>(
  t: TenantTx<P>,
  id: SuppressionRuleId,
  change: Partial<Pick<typeof suppressionRules.$inferInsert, "expiresAt" | "endedAt">>,
): Promise<void> {
  await t.sql
    .update(suppressionRules)
    .set(change)
    .where(and(eq(suppressionRules.tenantId, t.scope.tenantId), eq(suppressionRules.id, id)))
}

export async function addHits<P extends Permission>(
  t: TenantTx<P>,
  id: SuppressionRuleId,
  hits: number,
): Promise<void> {
  await t.sql
    .update(suppressionRules)
    .set({ hits: sql`${suppressionRules.hits} + ${hits}`, lastHitAt: t.now })
    .where(and(eq(suppressionRules.tenantId, t.scope.tenantId), eq(suppressionRules.id, id)))
}

export async function selectRule<P extends Permission>(
  t: ReadTx<P>,
  id: SuppressionRuleId,
): Promise<SuppressionRule | undefined> {
  const [row] = await t.sql
    .select()
    .from(suppressionRules)
    .where(and(within(suppressionRules.tenantId, t.reach), eq(suppressionRules.id, id)))
  return row && ruleOf(row)
}

/** Newest first; `live` or over, or both. */
export async function selectRules<P extends Permission>(
  t: ReadTx<P>,
  filter: { readonly client?: TenantId; readonly live?: boolean },
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<SuppressionRule>> {
  const { expiresAt, endedAt, tenantId, id } = suppressionRules
  const live = and(gt(expiresAt, t.now), or(isNull(endedAt), gt(endedAt, t.now)))
  const over = or(lte(expiresAt, t.now), lte(endedAt, t.now))
  const rows = await t.sql
    .select()
    .from(suppressionRules)
    .where(
      and(
        within(tenantId, t.reach),
        filter.client ? eq(tenantId, filter.client) : undefined,
        filter.live === undefined ? undefined : filter.live ? live : over,
        page.after ? sql`${id} < ${decodeCursor(page.after, 1)[0]}::uuid` : undefined,
      ),
    )
    .orderBy(desc(id))
    .limit(page.limit + 1)
  return pageOf(rows, page.limit, ruleOf, (row) => [row.id])
}
