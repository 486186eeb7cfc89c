import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSource } from "./read.server.ts"
import { endCredentials, markDeleted } from "./store.server.ts"

/** Ends a feed: its credentials are refused from now on, its alerts and evidence stay. @throws DomainError `not_found`. */
export async function deleteSource(
  t: TenantTx<"sources.manage" | "sources.read">,
  id: SourceId,
): Promise<void> {
  const source = await readSource(t, id)
  await endCredentials(t, id, t.now)
  await markDeleted(t, id)
  await recordAudit(t, {
    action: "source.delete",
    targetId: id,
    before: { name: source.name, adapter: source.adapter },
  })
}
