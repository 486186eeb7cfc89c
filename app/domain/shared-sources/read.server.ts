import { notFound } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { readSource } from "../sources/read.server.ts"
import type { SourceView } from "../sources/source.ts"
import { selectEntries } from "./store.server.ts"
import type { MapEntry } from "./tenant-map.ts"

/** @throws DomainError `not_found`, also for a source of one client alone */
export async function readSharedSource(t: ReadTx<"sources.read">, id: SourceId): Promise<SourceView> {
  const source = await readSource(t, id)
  if (!source.isShared) throw notFound("Source")
  return source
}

/** A shared source's map, in the order it is tried. @throws DomainError `not_found` */
export async function readTenantMap(
  t: ReadTx<"sources.read">,
  id: SourceId,
): Promise<{ readonly source: SourceView; readonly entries: readonly MapEntry[] }> {
  return { source: await readSharedSource(t, id), entries: await selectEntries(t, id) }
}
