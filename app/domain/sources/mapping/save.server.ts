import { conflict, invalid } from "#app/kernel/errors.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import type { Mapping } from "../../ingest/mapping/mapping.ts"
import { readSource } from "../read.server.ts"
import { insertMapping, selectMappings } from "./store.server.ts"

/**
 * Saves a mapping as the next version of its source: deliveries are read by it from the next batch on. Gives the version.
 *
 * @param base the version it was made from; 0 for none
 * @throws DomainError `conflict` where another version was saved meanwhile; `invalid` for a source of another tool
 */
export async function saveMapping(
  t: TenantTx<"sources.manage" | "sources.read">,
  sourceId: SourceId,
  mapping: Mapping,
  base: number,
): Promise<number> {
  const source = await readSource(t, sourceId)
  if (source.adapter !== "mapped")
    throw invalid("Only a source of the tool “Any tool (mapped)” has a mapping.")
  const [newest] = await selectMappings(t, sourceId)
  const version =
    (newest?.version ?? 0) === base
      ? await insertMapping(t, sourceId, base + 1, mapping, t.scope.actor.name)
      : null
  if (version === null)
    throw conflict(
      "Somebody else saved a version meanwhile. Load the page again to see it; what you typed is not saved.",
    )
  await recordAudit(t, {
    action: "source.map",
    targetId: sourceId,
    ...(newest ? { before: { version: newest.version, mapping: newest.mapping } } : {}),
    after: { version, mapping },
  })
  return version
}
