import type { AlertId, IncidentId, SourceId, TenantId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Discipline, Observable } from "../ingest/adapter.ts"
import type { AlertState, Condition } from "./alert.ts"
import type { Severity } from "./severity.ts"

/** An alert as screens and the API show it. */
export type AlertView = {
  readonly id: AlertId
  readonly client: { readonly id: TenantId; readonly code: string; readonly name: string }
  readonly source: { readonly id: SourceId; readonly name: string; readonly adapter: string }
  readonly discipline: Discipline
  readonly severity: Severity
  readonly sourceSeverity: string | null
  readonly state: AlertState
  readonly condition: Condition
  readonly title: string
  readonly description: string | null
  readonly externalId: string | null
  readonly asset: string | null
  readonly category: string
  readonly rule: string | null
  readonly url: string | null
  readonly observables: readonly Observable[]
  readonly techniques: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly flags: readonly string[]
  readonly occurredAt: Instant | null
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
  readonly clearedAt: Instant | null
  readonly closedAt: Instant | null
  readonly disposition: string | null
  readonly closeComment: string | null
  readonly count: number
  readonly episode: number
  /** Sightings that repeated the one before to the letter; in `count` as well. */
  readonly exactDupes: number
  /** How many alerts of its fingerprint people closed as no problem before it. */
  readonly falsePositives: number
  readonly flappingSince: Instant | null
  /** Gathers the signals of a storm. */
  readonly isOverflow: boolean
  /** What keeps it out of the queue; null while nothing does. Without an id it is about to come back. */
  readonly suppressedBy: "rule" | "maintenance" | null
  readonly suppressedById: string | null
  readonly suppressedAt: Instant | null
  readonly incident: {
    readonly id: IncidentId
    readonly reference: string
    /** Nobody has approved it yet. */
    readonly isCandidate: boolean
  } | null
  readonly assignee: { readonly id: UserId; readonly name: string } | null
  /** Deadline of the nearest running clock; null where none runs. */
  readonly dueAt: Instant | null
  readonly updatedAt: Instant
  readonly version: number
}
