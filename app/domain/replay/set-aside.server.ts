import { notFound } from "#app/kernel/errors.ts"
import type { DeliveryId, SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSource } from "../sources/read.server.ts"
import { markSetAside } from "./quarantine.store.server.ts"

/**
 * Takes one delivery, or all of one reason, out of the list of what waits in quarantine, with a reason. The evidence
 * stays. Gives how many.
 *
 * @throws DomainError `not_found` where none of them waits (any more)
 */
export async function setAside(
  t: TenantTx<"sources.manage" | "sources.read">,
  sourceId: SourceId,
  what: { readonly id: DeliveryId } | { readonly reason: string },
  why: string,
): Promise<number> {
  await readSource(t, sourceId)
  const { actor } = t.scope
  const gone = await markSetAside(t, sourceId, what, actor.name)
  if (gone.length === 0) throw notFound("Delivery in quarantine")
  await recordAudit(t, {
    action: "source.set-aside",
    targetId: sourceId,
    reason: why,
    after: { ...what, count: gone.length },
  })
  return gone.length
}
