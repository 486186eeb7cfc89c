import { withNewTenant, withProviderTenant, withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { makeProvider } from "#app/domain/clients/provider.server.ts"
import { addMapEntry } from "#app/domain/shared-sources/change-map.server.ts"
import { readSharedSource } from "#app/domain/shared-sources/read.server.ts"
import type { MapEntry, NewMapEntry } from "#app/domain/shared-sources/tenant-map.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { ensureMirror } from "#app/domain/sources/ensure-mirror.server.ts"
import type { NewSource, SourceView } from "#app/domain/sources/source.ts"
import { DomainError } from "#app/kernel/errors.ts"
import { newId, type SourceId, type TenantId } from "#app/kernel/ids.ts"

/** Acts that concern the provider's own tenant and a client's: one transaction each, in an order that can be done again. */

export const managing = ["sources.manage", "sources.read"] as const

/** Adds a shared source; the first one makes the provider's own tenant. @throws DomainError `forbidden` without a grant over all */
export async function createSharedSource(
  who: Principal,
  wanted: NewSource,
): Promise<{ readonly source: SourceView; readonly token: string }> {
  const create = () => withProviderTenant(who, managing, (t) => createSource(t, wanted, { isShared: true }))
  try {
    return await create()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "not_found") throw error
    await withNewTenant(who, newId<"tenant">(), ["sources.manage"], makeProvider)
    return create()
  }
}

/**
 * Says that events with this value are the client's: makes the source that stands for the shared one there, then the entry.
 *
 * @throws DomainError `not_found`, `conflict`
 */
export async function mapClient(
  who: Principal,
  sourceId: SourceId,
  wanted: NewMapEntry & { readonly clientId: TenantId },
): Promise<MapEntry> {
  const { clientId, ...entry } = wanted
  const mirrorId = await mirrorAt(who, sourceId, clientId)
  return withProviderTenant(who, managing, (t) => addMapEntry(t, sourceId, entry, { clientId, mirrorId }))
}

/** The source that stands for a shared one at a client, made where there is none. */
export async function mirrorAt(who: Principal, sourceId: SourceId, clientId: TenantId): Promise<SourceId> {
  const shared = await withProviderTenant(who, managing, (t) => readSharedSource(t, sourceId))
  return withTenantOf(who, { kind: "tenant", id: clientId }, managing, (t) => ensureMirror(t, shared))
}
