import { laneOf } from "#app/domain/ingest/lane.ts"
import { silenceAdapter, type SilenceReport } from "#app/domain/ingest/silence-event.ts"
import { isStep, type SilenceStep, silenceStep } from "#app/domain/sources/silence.ts"
import { newIdAt, type TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { type InboxTx, inInbox } from "#db/inbox-door.ts"
import { applyAll } from "./drain.ts"
import type { ClaimedDelivery } from "./incoming.ts"
import {
  keepReports,
  lockSources,
  readWaiting,
  readWatched,
  type Watched,
  writeSilences,
} from "./store/silences.ts"

type Change = SilenceStep & { readonly source: Watched }

/**
 * Looks at the sources of one client once: which fell silent, which speak again, which were paused. The mark, the record of
 * what was not watched, the alert and its evidence are one transaction, so that however often this runs, and wherever it is
 * cut off, each silence is one alert.
 *
 * @param watchingSince when the portal began to look
 * @returns how many sources changed
 */
export function watchSilence(tenantId: TenantId, now: Instant, watchingSince: Instant): Promise<number> {
  return inInbox(async (tx) => {
    await tx.narrowTo([tenantId])
    const stepOf = (source: Watched): Change => ({ source, ...silenceStep(source, now, watchingSince) })
    const candidates = (await readWatched(tx, tenantId)).map(stepOf).filter(isStep)
    if (candidates.length === 0) return 0
    const ids = new Set(candidates.map(({ source }) => source.id))
    await lockSources(tx, tenantId, [...ids])
    // What was decided without a lock is decided again under it.
    const locked = (await readWatched(tx, tenantId))
      .filter(({ id }) => ids.has(id))
      .map(stepOf)
      .filter(isStep)
    const changes = await withoutWaiting(tx, tenantId, locked)
    if (changes.length === 0) return 0
    await writeSilences(
      tx,
      tenantId,
      changes.map((change) => ({ ...change, id: change.source.id })),
      now,
    )
    const reports = changes
      .filter(({ alert }) => alert !== null)
      .map((change) => reportOf(change, tenantId, now))
    if (reports.length > 0) {
      await keepReports(tx, reports)
      await applyAll(tx, reports)
    }
    return changes.length
  })
}

async function withoutWaiting(
  tx: InboxTx,
  tenantId: TenantId,
  changes: readonly Change[],
): Promise<Change[]> {
  const firing = changes.filter(({ alert }) => alert === "fires").map(({ source }) => source.id)
  const waiting = await readWaiting(tx, tenantId, firing)
  return changes.filter(({ source, alert }) => alert !== "fires" || !waiting.has(source.id))
}

function reportOf({ source, alert, silentSince }: Change, tenantId: TenantId, now: Instant): ClaimedDelivery {
  const since = silentSince ?? source.silentSince ?? source.createdAt
  const report: SilenceReport = {
    state: alert === "fires" ? "silent" : "over",
    source: source.id,
    name: source.name,
    adapter: source.adapter,
    since: since.toString({ smallestUnit: "second" }),
    expectedEverySeconds: source.expectedEverySeconds,
  }
  return {
    lane: laneOf(tenantId),
    tenantId,
    id: newIdAt(now.epochMilliseconds),
    sourceId: source.id,
    adapter: silenceAdapter.key,
    receivedAt: now,
    contentType: "application/json",
    bodyEncoding: "utf8",
    body: JSON.stringify(report),
    isReplay: false,
  }
}
