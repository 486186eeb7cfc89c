import type { ServiceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readService } from "./read.server.ts"
import { archiveServiceRow, lockInventory } from "./services.store.server.ts"

/**
 * Takes a service out of use: nothing depends on it, no asset is part of it, no alert is routed to it any more. What
 * happened under it keeps its name.
 *
 * @throws DomainError `not_found`
 */
export async function archiveService(
  t: TenantTx<"services.manage" | "services.read">,
  id: ServiceId,
): Promise<void> {
  await lockInventory(t)
  const { name, criticality, dependsOn, assets } = await readService(t, id)
  await archiveServiceRow(t, id)
  await recordAudit(t, {
    action: "service.archive",
    targetId: id,
    before: { name, criticality, dependsOn, assets },
  })
}
