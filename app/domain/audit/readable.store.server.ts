import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm"
import type { Permission } from "#app/kernel/permission.ts"
import { seesRestrictedOf } from "#db/sight.ts"
import { auditEntries } from "#db/schema/audit.ts"
import { incidents } from "#db/schema/incidents.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"

/**
 * Leaves out what was done with incidents that are need to know, for who does not. No policy says this: whoever checks a
 * chain has to read all of it.
 */
export function isReadable<P extends Permission>(t: ReadTx<P>): SQL {
  return sql`(${seesRestrictedOf(t.sight, auditEntries.tenantId)} or ${auditEntries.targetId} is null
    or ${auditEntries.targetId}::text <> all ((select withheld_records())::text[]))`
}

/** Whether anything of the client's audit is left out for this reader. */
export async function hasUnreadable<P extends Permission>(t: TenantTx<P>): Promise<boolean> {
  const { tenantId } = t.scope
  const { restricted } = t.sight
  if (restricted === "all" || restricted.includes(tenantId)) return false
  const rows = await t.sql
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.tenantId, tenantId), isNotNull(incidents.restrictedAt)))
    .limit(1)
  return rows.length > 0
}
