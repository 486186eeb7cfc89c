import type { ClockId, SlaExclusionId, UserId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

export const exclusionKinds = [
  "client_caused",
  "force_majeure",
  "maintenance",
  "third_party",
  "data_gap",
] as const
export type ExclusionKind = (typeof exclusionKinds)[number]

export const exclusionWords: Readonly<Record<ExclusionKind, string>> = {
  client_caused: "Caused by the client",
  force_majeure: "Force majeure",
  maintenance: "Announced maintenance",
  third_party: "A third party's",
  data_gap: "Gap in the data",
}

/** Days after its approval in which a client may object to an exclusion. */
export const contestDays = 30

export type ExclusionView = {
  readonly id: SlaExclusionId
  readonly clockId: ClockId
  readonly kind: ExclusionKind
  readonly seconds: number | null
  readonly reason: string
  /** Null for what is no person. */
  readonly requestedBy: UserId | null
  readonly requestedByName: string
  readonly requestedAt: Instant
  readonly state: "requested" | "approved" | "refused"
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly decision: string | null
  readonly contest: "open" | "upheld" | "rejected" | null
  readonly contestReason: string | null
  readonly contestedByName: string | null
  readonly contestedAt: Instant | null
  readonly contestDecidedByName: string | null
  readonly contestDecidedAt: Instant | null
}
