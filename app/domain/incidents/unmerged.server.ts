import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import { selectReferences } from "./membership.store.server.ts"

/**
 * A merged incident is read only: whoever works on it is sent to its survivor.
 *
 * @throws DomainError `conflict` naming the survivor
 */
export async function requireUnmerged<P extends Permission>(
  t: TenantTx<P>,
  incident: { readonly mergedInto: IncidentId | null },
): Promise<void> {
  const { mergedInto } = incident
  if (!mergedInto) return
  const survivor = (await selectReferences(t, [mergedInto])).get(mergedInto)
  throw conflict(`This incident was merged into ${survivor ?? "another"} and is read only. Work on that one.`)
}
