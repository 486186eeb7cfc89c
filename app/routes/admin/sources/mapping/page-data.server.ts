import { adapters } from "#app/domain/ingest/registry.ts"
import { noMapping } from "#app/domain/ingest/adapters/mapped.ts"
import { emptyMapping, mappingSchema } from "#app/domain/ingest/mapping/mapping.ts"
import { changedFields } from "#app/domain/audit/diff.ts"
import { countReplay } from "#app/domain/replay/read.server.ts"
import {
  listMappings,
  listRecentDeliveries,
  type MappingVersion,
} from "#app/domain/sources/mapping/read.server.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import type { SourceId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { formOfMapping } from "./mapping-form.ts"

/** How long deliveries may have waited for a first mapping, to be offered for a replay. */
const waitingDays = 30

/** What the page of a source's mapping shows. @throws DomainError `not_found` */
export async function readMappingPage(t: ReadTx<"sources.read">, id: SourceId) {
  const source = await readSource(t, id)
  const versions = await listMappings(t, source)
  const saved = mappingSchema.safeParse(versions[0]?.mapping)
  const waiting = {
    ...({ kind: "range", outcome: "ignored", note: noMapping } as const),
    from: plusSeconds(t.now, -waitingDays * 86_400).toString(),
    until: t.now.toString(),
  }
  return {
    name: source.name,
    adapter: source.adapter,
    tool: adapters[source.adapter]?.label ?? source.adapter,
    client: source.client,
    version: versions[0]?.version ?? 0,
    form: formOfMapping(saved.success ? saved.data : emptyMapping),
    versions: versions.map((version, i) => ({
      version: version.version,
      createdAt: version.createdAt.toString(),
      createdBy: version.createdBy,
      changes: changesSince(versions[i + 1], version),
    })),
    recent: (await listRecentDeliveries(t, source)).map(({ receivedAt, ...rest }) => ({
      ...rest,
      receivedAt: receivedAt.toString(),
    })),
    waiting: { choice: waiting, count: await countReplay(t, source.client, id, waiting) },
  }
}

/** What a version changed of the one before it, by the names of the form. */
function changesSince(before: MappingVersion | undefined, after: MappingVersion) {
  const fields = ({ mapping }: { mapping: unknown }) => {
    const read = mappingSchema.safeParse(mapping)
    return read.success ? formOfMapping(read.data) : {}
  }
  return changedFields(fields(before ?? { mapping: emptyMapping }), fields(after))
}
