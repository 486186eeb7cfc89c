import { and, asc, eq, gt, isNotNull, isNull, lt, or } from "drizzle-orm"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import { within } from "#db/reach.ts"
import { sources, sourceSilences } from "#db/schema/sources.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Period } from "./coverage.ts"

export type WatchedFeed = {
  readonly id: SourceId
  readonly name: string
  readonly adapter: string
  readonly expectedEverySeconds: number | null
  readonly createdAt: Instant
  readonly deletedAt: Instant | null
}

/** The feeds a client had at some time of a period, by name; also those that have ended since. */
export async function selectFeeds<P extends Permission>(
  t: ReadTx<P>,
  client: TenantId,
  { from, to }: Period,
): Promise<WatchedFeed[]> {
  const { id, name, adapter, expectedEverySeconds, createdAt, deletedAt } = sources
  return t.sql
    .select({ id, name, adapter, expectedEverySeconds, createdAt, deletedAt })
    .from(sources)
    .where(
      and(
        within(sources.tenantId, t.reach),
        eq(sources.tenantId, client),
        lt(createdAt, to),
        or(isNull(deletedAt), gt(deletedAt, from)),
      ),
    )
    .orderBy(asc(name), asc(id))
}

export type SilenceRow = {
  readonly source: SourceId
  readonly since: Instant
  readonly until: Instant | null
}

/** What was not watched of a client in a period, or of one of its sources. */
export async function selectSilences<P extends Permission>(
  t: ReadTx<P>,
  { client, source, from, to }: Period & { readonly client?: TenantId; readonly source?: SourceId },
): Promise<SilenceRow[]> {
  return t.sql
    .select({ source: sourceSilences.sourceId, since: sourceSilences.since, until: sourceSilences.endedAt })
    .from(sourceSilences)
    .where(
      and(
        within(sourceSilences.tenantId, t.reach),
        client ? eq(sourceSilences.tenantId, client) : undefined,
        source ? eq(sourceSilences.sourceId, source) : undefined,
        lt(sourceSilences.since, to),
        or(isNull(sourceSilences.endedAt), gt(sourceSilences.endedAt, from)),
      ),
    )
    .orderBy(asc(sourceSilences.since))
}

/** What a client is told of its feeds: their names, and since when they are silent. Nothing else of them is read here. */
export async function selectOwnFeeds<P extends Permission>(
  t: ReadTx<P>,
): Promise<{ name: string; enabled: boolean; silentSince: Instant | null }[]> {
  const { name, enabled, silentSince } = sources
  return t.sql
    .select({ name, enabled, silentSince })
    .from(sources)
    .where(
      and(
        within(sources.tenantId, t.reach),
        isNull(sources.deletedAt),
        isNotNull(sources.expectedEverySeconds),
      ),
    )
    .orderBy(asc(name))
}
