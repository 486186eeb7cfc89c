import type { InboxTx } from "#db/inbox-door.ts"
import { announceChanges } from "./announce.ts"
import { routeAlerts } from "./route.ts"
import { readRouting } from "./store/routing.ts"
import { correlate } from "./correlate.ts"
import { countBatch, type SourceHour } from "./counters.ts"
import { dedupe } from "./dedupe.ts"
import { byLockOrder } from "./fold.ts"
import type { Outcome } from "./incoming.ts"
import { RacedWithAnotherWorker } from "./raced.ts"
import { insertAlerts, retire, updateAlerts } from "./store/alerts.ts"
import { workOutClocks, writeClockMoves } from "./move-clocks.ts"
import type { BatchSettings } from "./settings.ts"
import { upsertEntities } from "./store/entities.ts"
import { markSourcesSeen, settle } from "./store/inbox.ts"
import { insertIncidents, insertTimeline, releaseKeys, updateIncidents } from "./store/incidents.ts"
import { lockKnown } from "./store/known-incidents.ts"
import { insertSignals } from "./store/signals.ts"
import { addToHours } from "./store/source-hours.ts"
import { writeStorms } from "./store/storms.ts"
import { takesOf } from "./take.ts"
import { countHits, readSuppressors } from "./store/suppressors.ts"
import { hitsOf, suppressRepeated, suppressTurned } from "./suppress.ts"
import { insertUnrouted } from "./store/unrouted.ts"

/**
 * Gives a batch its whole effect in the caller's transaction: alerts, incidents, clocks, signals, the evidence, the
 * removal from the inbox, and the word to the screens. All of it commits, or none.
 *
 * Rows are locked in one order (alerts by client and fingerprint, the counts of their rules, then incidents), so that batches queue rather than
 * deadlock.
 */
export async function applyBatch(
  tx: InboxTx,
  outcomes: readonly Outcome[],
  settings: BatchSettings,
): Promise<void> {
  await tx.narrowTo([
    ...new Set(outcomes.flatMap((o) => [o.delivery.tenantId, ...o.events.map((e) => e.tenantId)])),
  ])
  const events = outcomes.flatMap((o) => o.events)
  let hours: readonly SourceHour[] | null = null
  if (events.length > 0) {
    const { alerts, retired, storms } = await dedupe(tx, events, settings)
    routeAlerts(alerts, await readRouting(tx, alerts))
    const suppressors = await readSuppressors(tx, alerts)
    const shown = suppressTurned(alerts, suppressors)
    const takes = takesOf(shown, settings.rules)
    const correlated = correlate(takes, await lockKnown(tx, shown, takes), settings.rules)
    const incidents = [...correlated.incidents].sort((a, b) =>
      byLockOrder({ tenantId: a.tenantId, fingerprint: a.id }, { tenantId: b.tenantId, fingerprint: b.id }),
    )
    suppressRepeated(shown, suppressors)

    const written = [...new Set([...alerts, ...correlated.joined])].sort(byLockOrder)
    const clocks = await workOutClocks(tx, written, incidents)
    await releaseKeys(tx, incidents)
    const newIncidents = incidents.filter((i) => i.isNew).length
    if ((await insertIncidents(tx, correlated.incidents)) !== newIncidents) throw new RacedWithAnotherWorker()
    await retire(tx, retired)
    if ((await insertAlerts(tx, alerts)) !== alerts.filter((a) => a.first).length)
      throw new RacedWithAnotherWorker()
    await updateAlerts(tx, written)
    await updateIncidents(tx, incidents)
    await writeClockMoves(tx, clocks)
    await insertTimeline(tx, incidents)
    await upsertEntities(tx, incidents)
    await insertSignals(tx, events)
    if ((await writeStorms(tx, storms)) !== storms.filter((s) => s.isNew).length)
      throw new RacedWithAnotherWorker()
    await insertUnrouted(tx, events)
    await countHits(tx, hitsOf(alerts))
    await announceChanges(tx, written, incidents)
    hours = countBatch(outcomes, written, incidents, tx.now)
  }
  await markSourcesSeen(tx, outcomes)
  await settle(tx, outcomes)
  await addToHours(tx, hours ?? countBatch(outcomes, [], [], tx.now))
}
