import type { InboxTx } from "#db/inbox-door.ts"
import { announceChanges } from "./announce.ts"
import { applyFindings } from "./apply-findings.ts"
import { routeAlerts } from "./route.ts"
import { readRouting } from "./store/routing.ts"
import { correlate } from "./correlate.ts"
import { countBatch, type SourceHour } from "./counters.ts"
import { dedupe } from "./dedupe.ts"
import { byLockOrder } from "./fold.ts"
import { isFindingEvent } from "./fold-findings.ts"
import type { IncomingEvent, Outcome } from "./incoming.ts"
import { RacedWithAnotherWorker } from "./raced.ts"
import { insertAlerts, retire, updateAlerts } from "./store/alerts.ts"
import { workOutClocks, writeClockMoves } from "./move-clocks.ts"
import type { BatchSettings } from "./settings.ts"
import { keepEarlyClears } from "./store/early-clears.ts"
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
 * Statements that do not wait for each other's answer are sent together: they are carried out in the order they stand in,
 * and Postgres works on one while the next is written. Rows are locked in one order (alerts by client and fingerprint, the
 * counts of their rules, then incidents, then findings), so that batches queue rather than deadlock.
 */
export async function applyBatch(
  tx: InboxTx,
  outcomes: readonly Outcome[],
  settings: BatchSettings,
): Promise<void> {
  await tx.narrowTo([
    ...new Set(outcomes.flatMap((o) => [o.delivery.tenantId, ...o.events.map((e) => e.tenantId)])),
  ])
  const all = outcomes.flatMap((o) => o.events)
  const { events, found } = sortOut(all)
  let hours: readonly SourceHour[] | null = null
  if (all.length > 0) {
    const { alerts, retired, storms, early } = await dedupe(tx, events, settings)
    const [routing, suppressors] = await Promise.all([readRouting(tx, alerts), readSuppressors(tx, alerts)])
    routeAlerts(alerts, routing)
    const shown = suppressTurned(alerts, suppressors)
    const takes = takesOf(shown, settings.rules)
    const correlated = correlate(takes, await lockKnown(tx, shown, takes), settings.rules)
    const incidents = [...correlated.incidents].sort((a, b) =>
      byLockOrder({ tenantId: a.tenantId, fingerprint: a.id }, { tenantId: b.tenantId, fingerprint: b.id }),
    )
    suppressRepeated(shown, suppressors)

    const written = [...new Set([...alerts, ...correlated.joined])].sort(byLockOrder)
    const clocks = await workOutClocks(tx, written, incidents)
    const [, newIncidents, , newAlerts] = await Promise.all([
      releaseKeys(tx, incidents),
      insertIncidents(tx, correlated.incidents),
      retire(tx, retired),
      insertAlerts(tx, alerts),
    ])
    if (newIncidents !== incidents.filter((i) => i.isNew).length) throw new RacedWithAnotherWorker()
    if (newAlerts !== alerts.filter((a) => a.first).length) throw new RacedWithAnotherWorker()
    const [newStorms] = await Promise.all([
      writeStorms(tx, storms),
      updateAlerts(tx, written),
      updateIncidents(tx, incidents),
      writeClockMoves(tx, clocks),
      insertTimeline(tx, incidents),
      upsertEntities(tx, incidents),
      insertSignals(tx, all),
      insertUnrouted(tx, events),
      keepEarlyClears(tx, [...early.noted.values()]),
      countHits(tx, hitsOf(alerts)),
      announceChanges(tx, written, incidents),
    ])
    if (newStorms !== storms.filter((s) => s.isNew).length) throw new RacedWithAnotherWorker()
    await applyFindings(tx, found, settings)
    hours = countBatch(outcomes, written, incidents, tx.now)
  }
  await Promise.all([
    markSourcesSeen(tx, outcomes),
    settle(tx, outcomes),
    addToHours(tx, hours ?? countBatch(outcomes, [], [], tx.now)),
  ])
}

/** Weaknesses go to the register of findings and to no queue; everything else makes alerts. */
function sortOut(all: readonly IncomingEvent[]) {
  const { found = [], events = [] } = Object.groupBy(all, (event) =>
    isFindingEvent(event) ? "found" : "events",
  )
  for (const event of found) event.effect = "finding"
  return { found, events }
}
