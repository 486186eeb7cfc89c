import type { InboxTx } from "#db/inbox-door.ts"
import { announceChanges } from "./announce.ts"
import { applyFindings } from "./apply-findings.ts"
import { routeAlerts } from "./route.ts"
import { correlate } from "./correlate.ts"
import { countBatch, type SourceHour } from "./counters.ts"
import { dedupe } from "./dedupe.ts"
import { byLockOrder } from "./fold.ts"
import { isFindingEvent } from "./fold-findings.ts"
import type { IncomingEvent, Outcome } from "./incoming.ts"
import { allWritten, unlessRaced } from "./raced.ts"
import { insertAlerts, retire, updateAlerts } from "./store/alerts.ts"
import { workOutClocks, writeClockMoves } from "./move-clocks.ts"
import type { BatchSettings } from "./settings.ts"
import { readAssets } from "./store/assets.ts"
import { keepEarlyClears } from "./store/early-clears.ts"
import { upsertEntities } from "./store/entities.ts"
import { settle } from "./store/inbox.ts"
import { insertIncidents, insertTimeline, releaseKeys, updateIncidents } from "./store/incidents.ts"
import { lockKnown } from "./store/known-incidents.ts"
import { insertSignals } from "./store/signals.ts"
import { noteSources } from "./store/source-hours.ts"
import { writeStorms } from "./store/storms.ts"
import { takesOf } from "./take.ts"
import { countHits } from "./store/rule-hits.ts"
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
  if (all.length === 0) return finish(tx, outcomes, countBatch(outcomes, [], [], tx.now), [])
  const { alerts, retired, storms, early } = await dedupe(tx, events, settings)
  routeAlerts(alerts, settings.clients, await readAssets(tx, alerts))
  const shown = suppressTurned(alerts, settings.clients)
  const takes = takesOf(shown, settings.rules)
  const correlated = correlate(takes, await lockKnown(tx, shown, takes), settings.rules)
  const incidents = [...correlated.incidents].sort((a, b) =>
    byLockOrder({ tenantId: a.tenantId, fingerprint: a.id }, { tenantId: b.tenantId, fingerprint: b.id }),
  )
  suppressRepeated(shown, settings.clients)

  const written = [...new Set([...alerts, ...correlated.joined])].sort(byLockOrder)
  const clocks = await workOutClocks(tx, written, incidents)
  const hours = countBatch(outcomes, written, incidents, tx.now)
  const writing = [
    releaseKeys(tx, incidents),
    unlessRaced(insertIncidents(tx, correlated.incidents), incidents.filter((i) => i.isNew).length),
    retire(tx, retired),
    unlessRaced(insertAlerts(tx, alerts), alerts.filter((a) => a.first).length),
    unlessRaced(writeStorms(tx, storms), storms.filter((s) => s.isNew).length),
    updateAlerts(tx, written),
    updateIncidents(tx, incidents),
    writeClockMoves(tx, clocks),
    tx.plan("once"),
    insertTimeline(tx, incidents),
    upsertEntities(tx, incidents),
    insertSignals(tx, all),
    insertUnrouted(tx, events),
    keepEarlyClears(tx, [...early.noted.values()]),
    countHits(tx, hitsOf(alerts)),
    announceChanges(tx, written, incidents),
  ]
  if (found.length === 0) return finish(tx, outcomes, hours, writing)
  await allWritten(writing)
  await applyFindings(tx, found, settings)
  return finish(tx, outcomes, hours, [])
}

/** Weaknesses go to the register of findings and to no queue; everything else makes alerts. */
function sortOut(all: readonly IncomingEvent[]) {
  const { found = [], events = [] } = Object.groupBy(all, (event) =>
    isFindingEvent(event) ? "found" : "events",
  )
  for (const event of found) event.effect = "finding"
  return { found, events }
}

/** Sends what ends a batch behind its other statements, and waits for all of them. */
async function finish(
  tx: InboxTx,
  outcomes: readonly Outcome[],
  hours: readonly SourceHour[],
  writing: readonly Promise<unknown>[],
): Promise<void> {
  await allWritten([...writing, settle(tx, outcomes), noteSources(tx, outcomes, hours)])
}
