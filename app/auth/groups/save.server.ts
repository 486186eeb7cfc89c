import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import { conflict, notFound } from "#app/kernel/errors.ts"
import { newId, type TenantId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { selectMembers } from "../people/store.server.ts"
import { tellSessionsChanged } from "../sessions.store.server.ts"
import { insertGroup, renameGroup, replaceMembers, selectGroup, selectGroupHolders } from "./store.server.ts"

export type GroupDraft = { readonly name: string; readonly clientIds: readonly TenantId[] }

/** Makes a group of clients. @throws DomainError `conflict` for a name that is taken */
export async function createGroup(tx: ProviderTx<"people.manage">, draft: GroupDraft): Promise<void> {
  const id = newId<"group">()
  if (!(await insertGroup(tx, { id, name: draft.name, createdAt: tx.now }))) throw nameTaken()
  await replaceMembers(tx, id, draft.clientIds)
  await recordProviderAudit(tx, { actor: tx.actor, action: "group.create", targetId: id, after: draft })
}

/**
 * Changes name and clients of a group. Whoever holds a grant for it sees the clients of now from their next request on.
 *
 * @throws DomainError `not_found`; `conflict` for a name that is taken
 */
export async function changeGroup(
  tx: ProviderTx<"people.manage">,
  id: string,
  draft: GroupDraft,
): Promise<void> {
  const old = await selectGroup(tx, id)
  if (!old) throw notFound("Group")
  const clientIds = (await selectMembers(tx, [id])).get(id) ?? []
  if (!(await renameGroup(tx, id, draft.name))) throw nameTaken()
  await replaceMembers(tx, id, draft.clientIds)
  for (const holder of await selectGroupHolders(tx, id)) await tellSessionsChanged(tx, holder)
  const before = { name: old.name, clientIds }
  await recordProviderAudit(tx, {
    actor: tx.actor,
    action: "group.change",
    targetId: id,
    before,
    after: draft,
  })
}

const nameTaken = () => conflict("Another group has this name. Choose another.")
