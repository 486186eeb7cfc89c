import type { HandoffId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Team } from "../sla/clock/record-event.ts"
import type { ApprovalClass } from "./containment.ts"

export const handoffTypes = ["consult", "transfer", "joint"] as const
export type HandoffType = (typeof handoffTypes)[number]

/** Why one team asks the other, by who asks. */
export const reasonCodes = {
  noc: ["traffic_anomaly", "suspected_ddos", "suspicious_login", "unexplained_change"],
  soc: [
    "isolate_segment",
    "block_at_edge",
    "patch_now",
    "capacity_for_mitigation",
    "restore_after_containment",
  ],
} as const satisfies Record<Team, readonly string[]>

export const reasonWords: Readonly<Record<string, string>> = {
  traffic_anomaly: "Traffic anomaly",
  suspected_ddos: "Suspected DDoS",
  suspicious_login: "Suspicious login",
  unexplained_change: "Unexplained change",
  isolate_segment: "Isolate a segment",
  block_at_edge: "Block at the edge",
  patch_now: "Patch now",
  capacity_for_mitigation: "Capacity for mitigation",
  restore_after_containment: "Restore after containment",
}

export const answerActs = ["accept", "reject", "return", "complete"] as const
export type AnswerAct = (typeof answerActs)[number]

export type HandoffView = {
  readonly id: HandoffId
  readonly tenantId: TenantId
  readonly incidentId: IncidentId
  readonly fromTeam: Team
  readonly toTeam: Team
  readonly type: HandoffType
  readonly reasonCode: string
  readonly ask: string
  /** Hosts, addresses, segments; of a containment at least one. */
  readonly targets: readonly string[]
  /** On whose word a containment goes ahead; null for what is none. */
  readonly approvalClass: ApprovalClass | null
  /** Pre-approved: where the client's agreement stands. */
  readonly agreement: string | null
  readonly approvedAt: Instant | null
  /** Who approved, or wrote down that the client did. */
  readonly approvedByName: string | null
  /** Who of the client approved, and how they said so. */
  readonly approvedByContact: string | null
  readonly approvalHow: string | null
  readonly state: "requested" | "accepted" | "rejected" | "returned" | "completed"
  readonly requestedAt: Instant
  readonly requestedByName: string
  readonly answeredAt: Instant | null
  readonly answeredByName: string | null
  readonly answer: string | null
  readonly endedAt: Instant | null
  /** When an answer is due, by the clock of this handoff; null where none was promised. */
  readonly dueAt: Instant | null
}

/** A handoff that waits for its answer, as the asked team's queue shows it. */
export type AwaitedHandoff = HandoffView & {
  readonly reference: string
  readonly clientName: string
  readonly priority: number
}
