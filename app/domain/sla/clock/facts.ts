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
  /** When the client wrote what has no answer yet, the oldest first. */
  readonly unanswered: readonly Micros[]
  readonly confirmedAt: Micros | null
  readonly containedAt: Micros | null
  /** When service was first affected, and when it was found. */
  readonly impact: { readonly since: Micros; readonly foundAt: Micros } | null
  readonly affected: ReadonlySet<string>
  readonly restoredAt: Micros | null
  readonly resolvedAt: Micros | null
  /** When it was opened again last: what was resolved or closed till then owed nobody anything. */
  readonly reopenedAt: Micros | null
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
  /** Policies that were ended, by id, and when. What is agreed under one of them after that holds. */
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
  unanswered: [],
  confirmedAt: null,
  containedAt: null,
  impact: null,
  affected: new Set(),
  restoredAt: null,
  resolvedAt: null,
  reopenedAt: null,
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

/** Whether what was agreed has been ended for this record. */
export function isEnded({ deactivated }: Facts, { id, effectiveFrom }: Policy): boolean {
  const at = deactivated.get(id)
  return at !== undefined && microsOf(effectiveFrom) <= at
}

/** Worked on: neither resolved, closed nor withdrawn. */
export function isOpen(facts: Facts): boolean {
  return facts.resolvedAt === null && facts.closedAt === null && facts.withdrawnAt === null
}
