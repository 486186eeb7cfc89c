import type { TenantId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { selectMembers } from "../people/store.server.ts"
import { selectGroupHolders, selectGroups } from "./store.server.ts"

export type ClientGroup = {
  readonly id: string
  readonly name: string
  readonly clientIds: readonly TenantId[]
  /** How many people have a grant for it. */
  readonly holders: number
}

/** Every group with its clients, by name. */
export async function listGroups(tx: ProviderTx<"people.read">): Promise<ClientGroup[]> {
  const groups = await selectGroups(tx)
  const members = await selectMembers(
    tx,
    groups.map(({ id }) => id),
  )
  const listed: ClientGroup[] = []
  for (const { id, name } of groups)
    listed.push({
      id,
      name,
      clientIds: members.get(id) ?? [],
      holders: (await selectGroupHolders(tx, id)).length,
    })
  return listed
}
