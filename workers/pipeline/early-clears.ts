import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { type AlertDraft, saidAt } from "./alert-draft.ts"
import { clear, flag } from "./fold-into.ts"
import type { IncomingEvent } from "./incoming.ts"
import { type EarlyClear, type ProblemKey, selectEarlyClears } from "./store/early-clears.ts"

/** Clears that came before the problem they end: the latest of each problem, by the tool's clock. */
export type EarlyClears = {
  readonly known: Map<string, EarlyClear>
  /** Those of this batch, to be kept for the next ones. */
  readonly noted: Map<string, EarlyClear>
}

const keyOf = ({ tenantId, fingerprint }: ProblemKey) => `${tenantId} ${fingerprint}`

export const noEarlyClears = (): EarlyClears => ({ known: new Map(), noted: new Map() })

/**
 * What these events, which are about to open alerts nobody has seen before, may find ended already. A tool's clear that
 * overtook its trigger carries a later time than it; a time that cannot be trusted, or none, orders nothing.
 */
export async function readEarlyClears(tx: InboxTx, opening: readonly IncomingEvent[]): Promise<EarlyClears> {
  const early = noEarlyClears()
  const wanted = new Map(opening.filter(saidAt).flatMap((event) => keysOf(event).map((k) => [keyOf(k), k])))
  for (const found of await selectEarlyClears(tx, [...wanted.values()])) early.known.set(keyOf(found), found)
  return early
}

/** Keeps a clear that has nothing to clear, under every key its trigger may come with. */
export function noteEarly(early: EarlyClears, event: IncomingEvent): void {
  const at = saidAt(event)
  if (at) for (const key of keysOf(event)) note(early, key, at)
}

/**
 * An alert that has just been opened by an event from before its clear is cleared, and says why. Its own fingerprint is
 * where later signals look for that clear, so it is kept under that one as well.
 */
export function clearIfEarly(early: EarlyClears, draft: AlertDraft, event: IncomingEvent): AlertDraft {
  const said = saidAt(event)
  const ended = keysOf(event)
    .map((key) => early.known.get(keyOf(key))?.occurredAt)
    .find((at) => at !== undefined && said !== null && isBefore(said, at))
  if (!ended) return draft
  note(early, { tenantId: draft.tenantId, fingerprint: draft.fingerprint }, ended)
  clear(draft, {
    ...event,
    occurredAt: ended,
    payloadHash: null,
    event: { ...event.event, kind: "resolved" },
  })
  flag(draft, "out-of-order")
  return draft
}

function note(early: EarlyClears, key: ProblemKey, occurredAt: Instant): void {
  const known = early.known.get(keyOf(key))
  if (known && !isBefore(known.occurredAt, occurredAt)) return
  const clearOf = { ...key, occurredAt }
  early.known.set(keyOf(key), clearOf)
  early.noted.set(keyOf(key), clearOf)
}

const keysOf = ({ tenantId, fingerprint, formerFingerprints }: IncomingEvent): ProblemKey[] =>
  [fingerprint, ...formerFingerprints].map((one) => ({ tenantId, fingerprint: one }))
