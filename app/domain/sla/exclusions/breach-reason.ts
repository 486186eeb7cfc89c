import type { ClockId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

export const breachCauses = ["own_fault", "client_wait", "third_party", "force_majeure"] as const
export type BreachCause = (typeof breachCauses)[number]

export const breachCauseWords: Readonly<Record<BreachCause, string>> = {
  own_fault: "Our own fault",
  client_wait: "Waiting for the client",
  third_party: "A third party",
  force_majeure: "Force majeure",
}

/** Why a promise was missed, for the provider alone. It leaves nothing out of the result. */
export type BreachReason = {
  readonly clockId: ClockId
  readonly cause: BreachCause
  readonly text: string
  readonly notedByName: string
  readonly notedAt: Instant
}
