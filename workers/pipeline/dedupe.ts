import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "./alert-draft.ts"
import { type EarlyClears, readEarlyClears } from "./early-clears.ts"
import { type Fold, foldEvents, matchOf } from "./fold.ts"
import type { IncomingEvent } from "./incoming.ts"
import { RacedWithAnotherWorker } from "./raced.ts"
import type { BatchSettings } from "./settings.ts"
import { lockLatest } from "./store/alerts.ts"
import { lockStorms } from "./store/storms.ts"
import { readToolTimes } from "./store/tool-times.ts"
import { type StormDraft, stormKey, type Storms } from "./storms.ts"

/**
 * Reads and locks what the events of a batch meet (alerts, then the counts of their rules), and folds them into it.
 *
 * @throws RacedWithAnotherWorker when a storm broke out between the two looks
 */
export async function dedupe(
  tx: InboxTx,
  events: readonly IncomingEvent[],
  settings: BatchSettings,
): Promise<Fold & { readonly storms: readonly StormDraft[]; readonly early: EarlyClears }> {
  const latest = await lockLatest(tx, events)
  const byKey = new Map(latest.map((draft) => [`${draft.tenantId} ${draft.fingerprint}`, draft]))
  const unseen = events.filter((event) => event.event.kind === "firing" && !matchOf(event, byKey))
  const [, storms, early] = await Promise.all([
    readToolTimes(tx, inQuestion(events, byKey)),
    readStorms(tx, events, byKey),
    readEarlyClears(tx, unseen),
  ])
  const fold = foldEvents(events, latest, settings, { storms, early })
  return { ...fold, storms: [...storms.values()], early }
}

/** Alerts for which the order of firing and clear may have to be settled: a clear comes, or one has come. */
function inQuestion(
  events: readonly IncomingEvent[],
  byKey: ReadonlyMap<string, AlertDraft>,
): readonly AlertDraft[] {
  const found = new Set<AlertDraft>()
  for (const event of events) {
    const draft = matchOf(event, byKey)
    if (draft && (event.event.kind === "resolved" || draft.condition === "cleared")) found.add(draft)
  }
  return [...found]
}

async function readStorms(
  tx: InboxTx,
  events: readonly IncomingEvent[],
  byKey: ReadonlyMap<string, AlertDraft>,
): Promise<Storms> {
  const opening = events.filter((event) => {
    if (event.event.kind !== "firing") return false
    const draft = matchOf(event, byKey)
    return !draft || draft.state === "closed"
  })
  const byId = new Map([...byKey.values()].filter((d) => d.isOverflow).map((d) => [d.id, d]))
  const storms: Storms = new Map()
  for (const { alertId, ...storm } of await lockStorms(tx, opening)) {
    const alert = alertId ? byId.get(alertId) : null
    if (alert === undefined) throw new RacedWithAnotherWorker()
    storms.set(stormKey(storm), { ...storm, alert })
  }
  return storms
}
