import { exploitOf } from "#app/domain/findings/exploit.ts"
import { byScanner, type FindingState } from "#app/domain/findings/finding.ts"
import type { SightingEffect } from "#app/domain/findings/sighting-rules.ts"
import { type Priority, priorityOf } from "#app/domain/incidents/priority.ts"
import type { Discipline } from "#app/domain/ingest/adapter.ts"
import {
  type AssetId,
  type FindingId,
  newIdAt,
  type ServiceId,
  type SourceId,
  type TenantId,
} from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"
import { saidAt } from "./alert-draft.ts"
import type { IncomingEvent } from "./incoming.ts"

/** A finding while a batch is folded into it: read once, changed in memory, written once. */
export type FindingDraft = {
  readonly tenantId: TenantId
  readonly id: FindingId
  readonly sourceId: SourceId
  readonly firstSeenAt: Instant
  readonly startedAt: Instant | null
  /** It is not in the database yet. */
  readonly isNew: boolean
  /** Follows the source's recipe when that is changed. */
  fingerprint: string
  state: FindingState
  stateBy: string
  stateAt: Instant
  severity: number
  priority: Priority
  discipline: Discipline
  exploitKnown: boolean | null
  serviceId: ServiceId | null
  assetId: AssetId | null
  lastSeenAt: Instant
  count: number
  exactDupes: number
  payloadHash: string | null
  lastFiredAt: Instant | null
  lastClearedAt: Instant | null
  isReplay: boolean
  acceptedUntil: Instant | null
  plannedUntil: Instant | null
  dueAt: Instant | null
  labels: Readonly<Record<string, string>>
  /** The newest event that said what it is: its title and the rest are taken from it. Null where none did in this batch. */
  newest: IncomingEvent | null
  /** What is to be routed: it is new, came back or changed its severity. */
  turned: boolean
  changed: boolean
  /** What became of it in this batch, in order: what its clock and its history go by. */
  readonly turns: FindingTurn[]
}

export type FindingTurn = {
  /** No two turns of a finding have the same. */
  readonly at: Instant
  /** `reported`: its scanner told of it itself, of which only a replay had. */
  readonly kind: "opened" | "reported" | "reopened" | "fixed" | "raised" | "lowered"
  /** A change was planned for it until then. */
  readonly endsPlan: boolean
}

/** One event of a batch, and what it did to which finding. */
export type DraftSighting = {
  readonly event: IncomingEvent
  readonly finding: FindingDraft
  readonly effect: SightingEffect
}

export function openFinding(event: IncomingEvent): FindingDraft {
  const { receivedAt, event: said } = event
  return {
    tenantId: event.tenantId,
    id: newIdAt(receivedAt.epochMilliseconds),
    sourceId: event.sourceId,
    firstSeenAt: receivedAt,
    startedAt: saidAt(event),
    isNew: true,
    fingerprint: event.fingerprint,
    state: "open",
    stateBy: byScanner,
    stateAt: receivedAt,
    severity: event.severity,
    priority: priorityOf(event.severity),
    discipline: said.discipline,
    exploitKnown: exploitOf(said.labels),
    serviceId: null,
    assetId: null,
    lastSeenAt: receivedAt,
    count: 1,
    exactDupes: 0,
    payloadHash: event.payloadHash,
    lastFiredAt: saidAt(event),
    lastClearedAt: null,
    isReplay: event.isReplay,
    acceptedUntil: null,
    plannedUntil: null,
    dueAt: null,
    labels: said.labels,
    newest: event,
    turned: true,
    changed: true,
    turns: [{ at: receivedAt, kind: "opened", endsPlan: false }],
  }
}

/** Notes what becomes of it: two things of one moment stay in the order they came in. */
export function noteTurn(draft: FindingDraft, kind: FindingTurn["kind"], at: Instant): void {
  const last = draft.turns.at(-1)?.at
  const after = last && !isBefore(last, at) ? last.add({ microseconds: 1 }) : at
  draft.turns.push({ at: after, kind, endsPlan: kind === "fixed" && draft.plannedUntil !== null })
}
