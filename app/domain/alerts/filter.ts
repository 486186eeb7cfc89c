import type { IncidentId, SourceId, TenantId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Discipline } from "../ingest/adapter.ts"
import type { AlertState, Condition } from "./alert.ts"
import type { Severity } from "./severity.ts"

export const queueViews = ["unassigned", "mine", "at-risk", "open", "suppressed", "closed"] as const
/** A saved view of the queue: a named part of the list. */
export type QueueView = (typeof queueViews)[number]

/** What a list of alerts is narrowed to. An absent key narrows nothing. */
export type AlertFilter = {
  readonly view?: QueueView
  /** Whose alerts `mine` means. */
  readonly me?: UserId
  readonly clients?: readonly TenantId[]
  readonly notClients?: readonly TenantId[]
  readonly source?: SourceId
  readonly severities?: readonly Severity[]
  readonly discipline?: Discipline
  readonly states?: readonly AlertState[]
  readonly condition?: Condition
  /** Only what a rule hides, or what maintenance hides. */
  readonly suppressedBy?: "rule" | "maintenance"
  /** Last seen at or after. */
  readonly since?: Instant
  /** Only what a rule proposes as an incident that nobody has approved yet. */
  readonly isCandidate?: true
  /** Words that occur in title, asset or external id, as typed. */
  readonly search?: string
  readonly ids?: readonly string[]
  /** Only the alerts of this incident. */
  readonly incident?: IncidentId
}

/** `queue`: next breach, then worst severity, then oldest. `newest`: latest first sighting first. */
export type AlertOrder = "queue" | "newest"

/** Clocks due within this many seconds count as at risk in the view of that name. */
export const atRiskSeconds = 30 * 60
