import { shownByHand } from "#app/domain/alerts/shown-by-hand.ts"
import { announce } from "#app/domain/changes/announce.server.ts"
import { recordSystemAudit } from "#app/domain/audit/record.server.ts"
import { runAt } from "#app/domain/maintenance/window.ts"
import { endOf, isLive } from "#app/domain/suppressions/rule.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import { type InboxTx, inInbox } from "#db/inbox-door.ts"
import type { AlertDraft } from "./alert-draft.ts"
import { announceChanges } from "./announce.ts"
import { correlate } from "./correlate.ts"
import { byLockOrder } from "./fold.ts"
import type { KnownIncidents } from "./known-incidents.ts"
import { RacedWithAnotherWorker } from "./raced.ts"
import { lockHidden, updateAlerts } from "./store/alerts.ts"
import { workOutClocks, writeClockMoves } from "./move-clocks.ts"
import { dueIds, type HiddenBy, listHiddenBy, readSuppressorsBehind, setOccurred } from "./store/hidden.ts"
import { insertIncidents, insertTimeline, releaseKeys, updateIncidents } from "./store/incidents.ts"
import { lockKnown } from "./store/known-incidents.ts"
import { readCorrelationRules } from "./store/correlation-rules.ts"
import { takesOf } from "./take.ts"
import { countHits } from "./store/rule-hits.ts"
import { hide, hitsOf, show, suppressorOf } from "./suppress.ts"
import type { Suppressors } from "./client-settings.ts"

/** The flag of an alert whose suppression ended while it was firing. */
export const releasedFlag = "released"
const name = "suppression"
const batchSize = 200

/**
 * Puts alerts of one client that still fire back into the queue once nothing hides them any more, as if they had come
 * when that ended: clocks and correlation start there. Each transaction takes some and does all of it or nothing, and
 * what is left is found by its own state: a crash between two loses and repeats nothing.
 *
 * @returns how many came back
 */
export async function releaseHidden(tenantId: TenantId): Promise<number> {
  for (let total = 0; ;) {
    const { taken, released } = await inInbox((tx) => releaseSome(tx, tenantId))
    total += released
    if (taken === 0) return total
  }
}

async function releaseSome(tx: InboxTx, tenantId: TenantId) {
  await tx.narrowTo([tenantId])
  const hidden = await listHiddenBy(tx, tenantId)
  const suppressors = await readSuppressorsBehind(tx, tenantId, hidden)
  for (const by of hidden) {
    const due = dueOf(by, suppressors, tx.now)
    const ids = due.isOver ? await dueIds(tx, tenantId, by, due.before, batchSize) : []
    const drafts = (await lockHidden(tx, tenantId, ids)).filter((draft) => isOf(draft, by))
    if (drafts.length > 0)
      return { taken: drafts.length, released: await settle(tx, tenantId, drafts, suppressors) }
  }
  return { taken: 0, released: 0 }
}

/** What somebody else changed between the look and the lock is theirs. */
const isOf = (draft: AlertDraft, by: HiddenBy) =>
  draft.condition === "firing" && draft.suppressedBy === by.by && draft.suppressedById === by.id

/** Whether a suppressor has let go, and of what it took hold before a moment alone: its next run may have begun. */
function dueOf(
  { by, id }: HiddenBy,
  { rules, windows }: Suppressors,
  now: Instant,
): { readonly isOver: boolean; readonly before: Instant | null } {
  if (by === "rule") {
    const rule = rules.find((r) => r.id === id)
    return { isOver: !rule || !isLive(rule, now), before: null }
  }
  const run = windows.flatMap((w) => (w.id === id ? (runAt(w, now) ?? []) : []))[0]
  return { isOver: true, before: run?.start ?? null }
}

/** When it came back: the end of what hid it, or later where it was hidden or fired anew after that. */
export function releasedAt(draft: AlertDraft, { rules, windows }: Suppressors, now: Instant): Instant {
  const hiddenAt = draft.suppressedAt ?? now
  const rule = rules.find((r) => r.id === draft.suppressedById)
  const run = windows.flatMap((w) => (w.id === draft.suppressedById ? (runAt(w, hiddenAt) ?? []) : []))[0]
  const end = run?.end ?? (rule ? endOf(rule) : hiddenAt)
  return [hiddenAt, end, ...draft.conditionChanges.slice(-1)].reduce((a, b) => (isBefore(a, b) ? b : a))
}

async function settle(
  tx: InboxTx,
  tenantId: TenantId,
  drafts: readonly AlertDraft[],
  suppressors: Suppressors,
): Promise<number> {
  const shown: AlertDraft[] = []
  const kept: AlertDraft[] = []
  for (const draft of drafts) {
    const other = draft.flags.includes(shownByHand) ? null : suppressorOf(draft, tx.now, suppressors)
    if (other) kept.push(keepHidden(draft, other, tx.now))
    else shown.push(releasedDraft(draft, releasedAt(draft, suppressors, tx.now)))
  }
  // What is in somebody's hands only comes back into sight.
  const fresh = shown.filter((draft) => draft.state === "new")
  const rules = await readCorrelationRules(tx)
  const takes = takesOf(fresh, rules)
  const known = await lockKnown(tx, fresh, takes)
  for (const draft of fresh) leaveOver(draft, known)
  const correlated = correlate(takes, known, rules)
  const incidents = [...correlated.incidents].sort((a, b) =>
    byLockOrder({ tenantId, fingerprint: a.id }, { tenantId, fingerprint: b.id }),
  )
  const clocks = await workOutClocks(tx, [...new Set([...fresh, ...correlated.joined])], incidents)
  for (const draft of fresh)
    draft.dueAt ??= draft.incidentId ? (known.byId.get(draft.incidentId)?.dueAt ?? null) : null
  await releaseKeys(tx, incidents)
  if ((await insertIncidents(tx, correlated.incidents)) !== incidents.filter((i) => i.isNew).length)
    throw new RacedWithAnotherWorker()
  await updateAlerts(tx, [...new Set([...shown, ...kept, ...correlated.joined])].sort(byLockOrder))
  await updateIncidents(tx, incidents)
  await writeClockMoves(tx, clocks)
  await insertTimeline(tx, incidents)
  await setOccurred(tx, shown)
  await countHits(tx, hitsOf(kept))
  for (const draft of shown) await note(tx, draft)
  await announceChanges(tx, [], incidents)
  const ids = shown.map((draft) => draft.id)
  await announce({ sql: tx.sql, scope: { tenantId } }, "alert", ids, ids)
  return shown.length
}

function keepHidden(draft: AlertDraft, by: Parameters<typeof hide>[1], now: Instant): AlertDraft {
  hide(draft, by, now)
  draft.newlyHidden = true
  draft.firedAt = draft.lastSeenAt
  return draft
}

/** The draft as the pipeline would have made it of an alert that comes at `at`. */
function releasedDraft(draft: AlertDraft, at: Instant): AlertDraft {
  const released = {
    ...draft,
    firstSeenAt: at,
    released: true,
    flags: [...new Set([...draft.flags, releasedFlag])],
  }
  show(released)
  return released
}

/** An incident that is over does not take it back: it counts as new. */
function leaveOver(draft: AlertDraft, known: KnownIncidents): void {
  const stage = draft.incidentId ? known.byId.get(draft.incidentId)?.stage : undefined
  if (stage === undefined || stage === "resolved" || stage === "closed") draft.incidentId = null
}

function note(tx: InboxTx, { tenantId, id, firstSeenAt }: AlertDraft): Promise<unknown> {
  return recordSystemAudit(
    tx,
    { tenantId, name },
    {
      action: "alert.release",
      targetId: id,
      after: { occurredAt: firstSeenAt.toString() },
    },
  )
}
