import type { InboxTx } from "#db/inbox-door.ts"
import { announceChanges } from "./announce.ts"
import { correlate } from "./correlate.ts"
import { byLockOrder, foldEvents } from "./fold.ts"
import type { Outcome } from "./incoming.ts"
import { insertAlerts, lockLatest, retire, updateAlerts } from "./store/alerts.ts"
import { workOutClocks, writeClockMoves } from "./move-clocks.ts"
import type { BatchSettings } from "./settings.ts"
import { markSourcesSeen, settle } from "./store/inbox.ts"
import { insertIncidents, insertTimeline, lockIncidents, updateIncidents } from "./store/incidents.ts"
import { insertSignals } from "./store/signals.ts"

/** Another worker added the same alert or incident between our look and our write: the batch is done over. */
export class RacedWithAnotherWorker extends Error {}

/**
 * Gives a batch its whole effect in the caller's transaction: alerts, incidents, clocks, signals, the evidence, the
 * removal from the inbox, and the word to the screens. All of it commits, or none.
 *
 * Rows are locked in one order (alerts by client and fingerprint, then incidents), so that batches queue rather than
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
  if (events.length > 0) {
    const { alerts, retired } = foldEvents(events, await lockLatest(tx, events), settings)
    const known = await lockIncidents(tx, alerts)
    const incidents = correlate(alerts, known).sort((a, b) =>
      byLockOrder({ tenantId: a.tenantId, fingerprint: a.id }, { tenantId: b.tenantId, fingerprint: b.id }),
    )

    const clocks = await workOutClocks(tx, alerts, incidents)
    const newIncidents = incidents.filter((i) => i.isNew).length
    if ((await insertIncidents(tx, incidents)) !== newIncidents) throw new RacedWithAnotherWorker()
    await retire(tx, retired)
    if ((await insertAlerts(tx, alerts)) !== alerts.filter((a) => a.first).length)
      throw new RacedWithAnotherWorker()
    await updateAlerts(tx, alerts)
    await updateIncidents(tx, incidents)
    await writeClockMoves(tx, clocks)
    await insertTimeline(tx, incidents)
    await insertSignals(tx, events)
    await announceChanges(tx, alerts, incidents)
  }
  await markSourcesSeen(tx, outcomes)
  await settle(tx, outcomes)
}
