import type { Priority } from "../../incidents/priority.ts"
import { type Micros, microsOf } from "../calendar/micros.ts"
import type { HoldSpell } from "./holds.ts"
import type { Policy } from "./policy.ts"
import type { Flavour } from "./record-event.ts"

/** What is known of a record that starts, stops or holds its clocks. Moments are null until they come. */
export type Facts = {
  readonly opened: { readonly at: Micros; readonly by: "client" | "provider" | "automation" } | null
  readonly flavour: Flavour | null
  readonly priority: Priority | null
  readonly actionable: boolean
  readonly acknowledgedAt: Micros | null
  /** Since when the client sees it: what it reported, or what was approved. */
  readonly visibleAt: Micros | null
  readonly firstRespondedAt: Micros | null
  readonly lastResponseAt: Micros | null
  readonly lastUpdateAt: Micros | null
  /** The oldest message of the client that has no answer. */
  readonly unansweredSince: Micros | null
  readonly confirmedAt: Micros | null
  readonly containedAt: Micros | null
  /** When service was first affected, and when it was found. */
  readonly impact: { readonly since: Micros; readonly foundAt: Micros } | null
  readonly affected: ReadonlySet<string>
  readonly restoredAt: Micros | null
  readonly resolvedAt: Micros | null
  readonly closedAt: Micros | null
  readonly withdrawnAt: Micros | null
  /** Set when a finding has a severity to go by. */
  readonly findingAt: Micros | null
  readonly isFinding: boolean
  readonly findingSettledAt: Micros | null
  /** In order; only the last may be open. */
  readonly holds: readonly HoldSpell[]
  /** By handoff: whether its answer is awaited. Insertion order is order of request. */
  readonly handoffs: ReadonlyMap<string, "awaited" | "answered">
  /** The version applied to running clocks last. */
  readonly applied: Policy | null
  /** When each policy was ended. A binding of it that begins later holds again. */
  readonly deactivated: ReadonlyMap<string, Micros>
}

export const nothingKnown: Facts = {
  opened: null,
  flavour: null,
  priority: null,
  actionable: false,
  acknowledgedAt: null,
  visibleAt: null,
  firstRespondedAt: null,
  lastResponseAt: null,
  lastUpdateAt: null,
  unansweredSince: null,
  confirmedAt: null,
  containedAt: null,
  impact: null,
  affected: new Set(),
  restoredAt: null,
  resolvedAt: null,
  closedAt: null,
  withdrawnAt: null,
  findingAt: null,
  isFinding: false,
  findingSettledAt: null,
  holds: [],
  handoffs: new Map(),
  applied: null,
  deactivated: new Map(),
}

/** The hold the record is in. */
export function currentHold(facts: Facts): HoldSpell | null {
  const last = facts.holds.at(-1)
  return last && last.to === null ? last : null
}

/** Whether this version was ended: one that was bound after the end of its policy was not. */
export function isDeactivated(facts: Facts, policy: Policy): boolean {
  const ended = facts.deactivated.get(policy.id)
  return ended !== undefined && microsOf(policy.effectiveFrom) <= ended
}

/** Worked on: neither resolved, closed nor withdrawn. */
export function isOpen(facts: Facts): boolean {
  return facts.resolvedAt === null && facts.closedAt === null && facts.withdrawnAt === null
}
