import { notFound } from "#app/kernel/errors.ts"
import type { FindingId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { type FindingRow, selectForUpdate } from "./store.server.ts"

/** Locks findings of the tenant, in the order the pipeline locks them: after alerts and incidents, by fingerprint. */
export async function lockTheseFindings<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly FindingId[],
): Promise<readonly FindingRow[]> {
  return ids.length === 0 ? [] : selectForUpdate(t, ids)
}

/** @throws DomainError `not_found` */
export async function lockFinding<P extends Permission>(t: TenantTx<P>, id: FindingId): Promise<FindingRow> {
  const [row] = await selectForUpdate(t, [id])
  if (!row) throw notFound("Finding")
  return row
}
