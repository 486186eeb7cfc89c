import { withProviderTenant, withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import type { NewMapEntry } from "#app/domain/shared-sources/tenant-map.ts"
import { sendUnrouted, settleUnrouted, takeInUnrouted } from "#app/domain/unrouted/assign.server.ts"
import { DomainError } from "#app/kernel/errors.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { mapClient, mirrorAt } from "./shared-sources.server.ts"

/**
 * Sends unrouted events to the client they belong to, and says in the map, where wanted, that such events always do.
 *
 * @param entry left out, only these events go there; one the map has already is left as it is
 * @returns how many went
 * @throws DomainError `conflict` when none of them waits any more, or for a suspended client; `not_found`
 */
export async function assignUnrouted(
  who: Principal,
  wanted: {
    readonly ids: readonly string[]
    readonly sourceId: SourceId
    readonly clientId: TenantId
    readonly entry?: NewMapEntry
  },
): Promise<number> {
  const { ids, sourceId, clientId, entry } = wanted
  // First what can be refused: an event that is on its way cannot be called back.
  const mirrorId = await mirrorAt(who, sourceId, clientId)
  if (entry) await mapOnce(who, sourceId, { ...entry, clientId })

  const events = await withProviderTenant(who, ["unrouted.settle"], (t) =>
    sendUnrouted(t, { ids, sourceId, clientId }),
  )
  await withTenantOf(who, { kind: "tenant", id: clientId }, ["unrouted.settle"], (t) =>
    takeInUnrouted(t, mirrorId, events),
  )
  await withProviderTenant(who, ["unrouted.settle"], (t) => settleUnrouted(t, events, clientId))
  return events.length
}

async function mapOnce(
  who: Principal,
  sourceId: SourceId,
  entry: NewMapEntry & { readonly clientId: TenantId },
): Promise<void> {
  try {
    await mapClient(who, sourceId, entry)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "conflict") throw error
  }
}
