import type { Severity } from "../alerts/severity.ts"
import type { Priority } from "../incidents/priority.ts"
import type { Discipline } from "../ingest/adapter.ts"
import type {
  AcceptanceId,
  AssetId,
  FindingId,
  IncidentId,
  ServiceId,
  SourceId,
  TenantId,
} from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** Where a finding stands. An accepted one comes back when its day has come. */
export const findingStates = ["open", "accepted", "mitigated", "fixed", "false_positive"] as const
export type FindingState = (typeof findingStates)[number]

export const findingStateWords: Readonly<Record<FindingState, string>> = {
  open: "Open",
  accepted: "Risk accepted",
  mitigated: "Mitigated",
  fixed: "Fixed",
  false_positive: "False positive",
}

/** What people do with a finding by themselves. Accepting its risk takes two of them and goes its own way. */
export const settlements = ["fixed", "mitigated", "false_positive"] as const
export type Settlement = (typeof settlements)[number]

/** States in which the weakness is still there and somebody is to see to it. */
export const isUnsettled = (state: FindingState) => state === "open" || state === "mitigated"

/** By whom a state came about that nobody chose. */
export const byScanner = "The scanner"

/** One weakness at one place of one asset of a client. Title, description, asset, rule, url and labels are untrusted text. */
export type FindingView = {
  readonly id: FindingId
  readonly tenantId: TenantId
  readonly discipline: Discipline
  readonly clientCode: string
  readonly clientName: string
  /** IANA zone the client's days are counted in. */
  readonly timeZone: string
  readonly state: FindingState
  readonly stateBy: string
  readonly stateAt: Instant
  readonly severity: Severity
  readonly priority: Priority
  /** Null where the scanner says nothing of it. */
  readonly exploitKnown: boolean | null
  readonly title: string
  readonly description: string | null
  readonly asset: string | null
  readonly rule: string | null
  readonly url: string | null
  readonly cves: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly sourceId: SourceId
  readonly assetId: AssetId | null
  readonly serviceId: ServiceId | null
  readonly service: string | null
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
  readonly count: number
  readonly acceptedUntil: Instant | null
  readonly plannedUntil: Instant | null
  readonly plannedNote: string | null
  readonly incidentId: IncidentId | null
  readonly dueAt: Instant | null
}

/** What became of a wish to live with a finding. It lapses when the finding is over before anybody has decided. */
export const acceptanceStates = ["requested", "approved", "refused", "withdrawn", "lapsed"] as const
export type AcceptanceState = (typeof acceptanceStates)[number]

/** A wish to live with a finding, and what became of it. */
export type Acceptance = {
  readonly id: AcceptanceId
  readonly reason: string
  readonly until: Instant
  readonly state: AcceptanceState
  readonly requestedBy: string
  readonly requestedByName: string
  readonly requestedAt: Instant
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly decision: string | null
}
