import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { type AlertDraft, saidAt } from "./alert-draft.ts"
import { clear, flag } from "./fold-into.ts"
import { identify, recipesOf } from "./identify.ts"
import type { IncomingEvent } from "./incoming.ts"
import type { BatchSettings } from "./settings.ts"
import { selectEarlyClears } from "./store/early-clears.ts"

/** Clears that came before the problem they end: client and fingerprint to when it ended, by the tool's clock. */
export type EarlyClears = Map<string, Instant>

const keyOf = (tenantId: TenantId, fingerprint: string) => `${tenantId} ${fingerprint}`

/**
 * What these events, which are about to open alerts nobody has seen before, may find ended already. A tool's clear that
 * overtook its trigger carries a later time than it; a time that cannot be trusted, or none, orders nothing.
 */
export async function readEarlyClears(
  tx: InboxTx,
  opening: readonly IncomingEvent[],
  { sources }: BatchSettings,
): Promise<EarlyClears> {
  const since = new Map<TenantId, Instant>()
  const adapters = new Map<SourceId, string>()
  for (const event of opening) {
    const said = saidAt(event)
    if (!said || !isBefore(said, tx.now)) continue
    const known = since.get(event.tenantId)
    if (!known || isBefore(said, known)) since.set(event.tenantId, said)
    adapters.set(event.sourceId, event.adapter)
  }
  const early: EarlyClears = new Map()
  for (const { event, ...clearOf } of await selectEarlyClears(tx, since)) {
    const adapter = adapters.get(clearOf.sourceId)
    if (adapter === undefined) continue
    const recipes = recipesOf(adapter, sources.get(clearOf.sourceId))
    const { fingerprint } = identify({ ...clearOf, adapter }, event, recipes)
    noteClear(early, clearOf.tenantId, fingerprint, clearOf.occurredAt)
  }
  return early
}

/** Keeps a clear that has nothing to clear: the latest of its fingerprint. */
export function noteEarly(early: EarlyClears, event: IncomingEvent): void {
  const at = saidAt(event)
  if (at) noteClear(early, event.tenantId, event.fingerprint, at)
}

/** An alert that has just been opened by an event from before its clear is cleared, and says why. */
export function clearIfEarly(early: EarlyClears, draft: AlertDraft, event: IncomingEvent): AlertDraft {
  const said = saidAt(event)
  const ended = [event.fingerprint, ...event.formerFingerprints]
    .map((fingerprint) => early.get(keyOf(event.tenantId, fingerprint)))
    .find((at) => at !== undefined && said !== null && isBefore(said, at))
  if (!ended) return draft
  clear(draft, {
    ...event,
    occurredAt: ended,
    payloadHash: null,
    event: { ...event.event, kind: "resolved" },
  })
  flag(draft, "out-of-order")
  return draft
}

function noteClear(early: EarlyClears, tenantId: TenantId, fingerprint: string, at: Instant): void {
  const key = keyOf(tenantId, fingerprint)
  const known = early.get(key)
  if (!known || isBefore(known, at)) early.set(key, at)
}
