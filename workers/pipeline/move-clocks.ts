import type { Happening } from "#app/domain/sla/clock/record-event.ts"
import { policyVersionsOf } from "#app/domain/sla/policies/versions.server.ts"
import { advance } from "#app/domain/sla/record/advance.ts"
import { dataOf } from "#app/domain/sla/record/event-json.ts"
import { selectEvents } from "#app/domain/sla/record/read.store.server.ts"
import { alertOpened } from "#app/domain/sla/record/opening.ts"
import { keyOfSubject, type TenantSubject } from "#app/domain/sla/record/subject.ts"
import {
  insertEvents,
  type NewEvent,
  type ProjectedRecord,
  writeClocks,
} from "#app/domain/sla/record/write.store.server.ts"
import { newId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { IncidentDraft } from "./incident-draft.ts"
import type { Moving } from "./moving.ts"
import { isLearned } from "./learning.ts"

/** What a batch does to clocks, worked out before anything is written: the deadlines stand in the drafts already. */
export type ClockMoves = {
  readonly events: readonly NewEvent[]
  readonly records: readonly ProjectedRecord[]
}

export type Move = TenantSubject & {
  readonly isNew: boolean
  readonly moving: readonly Moving[]
  readonly setDue: (at: Instant | null) => void
}

const actor: Actor = { kind: "system", name: "correlation" }

/**
 * Works out the clocks of every incident the batch moved and of every alert that waits outside one, and writes their
 * deadlines into the drafts. Records that were there before are replayed from all that happened to them.
 */
export async function workOutClocks(
  tx: InboxTx,
  alerts: readonly AlertDraft[],
  incidents: readonly IncidentDraft[],
): Promise<ClockMoves> {
  const moved = await workOutMoves(tx, [...incidents.map(moveOfIncident), ...alerts.map(moveOfAlert)])
  for (const incident of incidents) for (const alert of incident.added) alert.dueAt = incident.dueAt
  return moved
}

/** The same for records of any kind: those that something happened to. */
export async function workOutMoves(tx: InboxTx, all: readonly Move[]): Promise<ClockMoves> {
  const moves = all.filter((move) => move.moving.length > 0)
  const known = moves.filter((move) => !move.isNew)
  const tenants = [...new Set(moves.map((move) => move.tenantId))]
  if (tenants.length === 0) return { events: [], records: [] }
  // Read once the records are locked: a policy that was bound while the batch waited for one counts for it.
  const [, before, versions] = await Promise.all([
    known.length > 0 ? tx.plan("each") : null,
    selectEvents(tx, known),
    policyVersionsOf(tx, tenants),
  ])
  const events: NewEvent[] = []
  const records = moves.map((move): ProjectedRecord => {
    const added = move.moving.map(({ at, what }) => eventOf(move, at, what))
    events.push(...added)
    const { tenantId, subject } = move
    const past = before.get(keyOfSubject(subject)) ?? []
    const { changed, gone, dueAt } = advance(versions.get(tenantId) ?? [], past, added)
    move.setDue(dueAt)
    return { tenantId, subject, clocks: changed, gone, actor }
  })
  return { events, records }
}

/** Writes what `workOutClocks` found, once the records themselves are there. */
export async function writeClockMoves(tx: InboxTx, { events, records }: ClockMoves): Promise<void> {
  await Promise.all([insertEvents(tx, events), writeClocks(tx, records, tx.now)])
}

function moveOfIncident(incident: IncidentDraft): Move {
  return {
    tenantId: incident.tenantId,
    subject: { incident: incident.id },
    isNew: incident.isNew,
    moving: incident.moving,
    // A candidate goes by the target of its review.
    setDue: (at) => {
      if (!incident.isCandidate) incident.dueAt = at
    },
  }
}

function moveOfAlert(alert: AlertDraft): Move {
  const waits = waitsAlone(alert)
  return {
    tenantId: alert.tenantId,
    subject: { alert: alert.id },
    isNew: alert.first !== null,
    moving: movingOf(alert, waits),
    setDue: (at) => {
      if (alert.incidentId === null) alert.dueAt = waits ? at : null
    },
  }
}

/** An alert outside any incident is to be acknowledged. Information is not, nor what is hidden, replayed or only learnt. */
function waitsAlone(alert: AlertDraft): boolean {
  const isWork = alert.severity < 5 && !isLearned(alert) && !alert.isReplay
  return isWork && alert.suppressedBy === null && alert.incidentId === null
}

/**
 * Its clock runs from its first sighting, by its priority, and again when it comes back after it had closed by itself. An
 * incident that takes it over ends that, and so does whatever hides it.
 */
function movingOf(alert: AlertDraft, waits: boolean): readonly Moving[] {
  const at = alert.first || alert.released ? alert.firstSeenAt : alert.lastSeenAt
  const opened = alertOpened({
    by: "automation",
    discipline: alert.discipline,
    priority: alert.priority,
  }).map((what) => ({ at, what }))
  if (alert.first) return waits ? opened : []
  const turned = alert.raised || alert.reopened || alert.released || (alert.lowered && alert.state === "new")
  // Just after: what happened at one moment is judged at once, and it was waiting before it was taken over.
  const after = at.add({ microseconds: 1 })
  if (!waits)
    return turned || alert.joined || alert.newlyHidden ? [{ at: after, what: { kind: "suppressed" } }] : []
  if (!turned) return []
  const again: Moving[] = [{ at, what: { kind: "priority_set", priority: alert.priority } }]
  if (alert.reopened) again.push({ at, what: { kind: "reopened" } })
  return [...opened, ...again]
}

function eventOf({ tenantId, subject }: Move, at: Instant, what: Happening): NewEvent {
  return { tenantId, subject, id: newId(), at, kind: what.kind, data: dataOf(what), actor }
}
