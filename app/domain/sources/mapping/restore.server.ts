import { invalid, notFound } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { mappingSchema } from "../../ingest/mapping/mapping.ts"
import { saveMapping } from "./save.server.ts"
import { selectMappings } from "./store.server.ts"

/**
 * Makes an earlier version the newest again, as a new version. Gives its number.
 *
 * @throws DomainError `not_found` for a version there is not; `invalid` for one this portal cannot read any more
 */
export async function restoreMapping(
  t: TenantTx<"sources.manage" | "sources.read">,
  sourceId: SourceId,
  version: number,
): Promise<number> {
  const versions = await selectMappings(t, sourceId)
  const wanted = versions.find((one) => one.version === version)
  if (!wanted) throw notFound("Version")
  const read = mappingSchema.safeParse(wanted.mapping)
  if (!read.success) throw invalid("This version cannot be read any more. Write the mapping anew.")
  return saveMapping(t, sourceId, read.data, versions[0]?.version ?? 0)
}
