import { conflict, notFound } from "#app/kernel/errors.ts"
import { newId, type SourceId, type TenantId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { readSharedSource } from "./read.server.ts"
import { insertEntry, lockMap, markRemoved, selectEntries, writeOrder } from "./store.server.ts"
import type { MapEntry, NewMapEntry } from "./tenant-map.ts"

type Managing = TenantTx<"sources.manage" | "sources.read">

/** A client can have very many sites; a map that is longer is one a label should replace. */
const maxEntries = 500

/**
 * Says of a value whose events it marks, after everything the map says already. It holds from the next batch on.
 *
 * @param at the client and the source that stands for this one there
 * @throws DomainError `not_found`; `conflict` when the map has this value already or is full
 */
export async function addMapEntry(
  t: Managing,
  sourceId: SourceId,
  wanted: NewMapEntry,
  at: { readonly clientId: TenantId; readonly mirrorId: SourceId },
): Promise<MapEntry> {
  await readSharedSource(t, sourceId)
  await lockMap(t, sourceId)
  const entries = await selectEntries(t, sourceId)
  const { field, value } = wanted
  if (entries.some((e) => e.field === field && e.value.toLowerCase() === value.toLowerCase()))
    throw conflict(`The map says already whose ${field} “${value}” is.`)
  if (entries.length >= maxEntries) throw conflict(`A map has ${maxEntries} entries at most.`)
  const entry: MapEntry = { id: newId(), field, value, ...at }
  await insertEntry(t, sourceId, entry, entries.length)
  await writeOrder(
    t,
    [...entries, entry].map(({ id }) => id),
  )
  await recordAudit(t, { action: "source.map-add", targetId: sourceId, after: entry })
  return entry
}

/** Takes an entry out: what it marked is unrouted from the next batch on. @throws DomainError `not_found` */
export async function removeMapEntry(t: Managing, sourceId: SourceId, id: string): Promise<void> {
  await lockMap(t, sourceId)
  const entry = (await selectEntries(t, sourceId)).find((e) => e.id === id)
  if (!entry) throw notFound("Entry")
  await markRemoved(t, id)
  await recordAudit(t, { action: "source.map-remove", targetId: sourceId, before: entry })
}

/** Tries an entry before the one above it, or after the one below. @throws DomainError `not_found` */
export async function moveMapEntry(t: Managing, sourceId: SourceId, id: string, by: -1 | 1): Promise<void> {
  await lockMap(t, sourceId)
  const ids = (await selectEntries(t, sourceId)).map((entry) => entry.id)
  const from = ids.indexOf(id)
  if (from < 0) throw notFound("Entry")
  const to = from + by
  if (to < 0 || to >= ids.length) return
  const moved = ids.toSpliced(from, 1).toSpliced(to, 0, id)
  await writeOrder(t, moved)
  await recordAudit(t, {
    action: "source.map-order",
    targetId: sourceId,
    before: { order: ids },
    after: { order: moved },
  })
}
