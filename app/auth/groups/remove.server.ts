import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { notFound } from "#app/kernel/errors.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { tellSessionsChanged } from "../sessions.store.server.ts"
import { deleteGroup, selectGroup, selectGroupHolders } from "./store.server.ts"

/** Removes a group and the grants for it; its clients stay as they are. @throws DomainError `not_found` */
export async function removeGroup(tx: ProviderTx<"people.manage">, id: string): Promise<void> {
  const group = await selectGroup(tx, id)
  if (!group) throw notFound("Group")
  const holders = await selectGroupHolders(tx, id)
  await deleteGroup(tx, id)
  for (const holder of holders) await tellSessionsChanged(tx, holder)
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "group.remove",
    targetId: id,
    before: { name: group.name, grantsOf: holders },
  })
}
