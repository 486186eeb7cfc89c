import type { Instant } from "#app/kernel/time.ts"
import type { Priority } from "../../incidents/priority.ts"
import { microsOf } from "../calendar/micros.ts"
import type { Hold, SlaMetric } from "./metric.ts"
import type { Policy } from "./policy.ts"

export type Team = "noc" | "soc"
/** What a record is about: availability is the NOC's, security the SOC's. */
export type Flavour = "availability" | "security"
/** Only a `provider_human` answers a client: not a rule, a key or a model. */
export type Author = "provider_human" | "client" | "third_party" | "automation" | "ai"

/** What entering a hold rests on. With none of it, the hold pauses no clock. */
export type HoldBasis = "question" | "agreed_date" | "client_agreement" | "none"

export type Happening =
  /** A record comes to be. What the client opened, the client sees; so `by` decides when a response is awaited. */
  | {
      readonly kind: "opened"
      readonly by: "client" | "provider" | "automation"
      readonly subject: "alert" | "incident" | "request" | "finding"
      readonly flavour: Flavour
      readonly team: Team
      readonly priority: Priority | null
    }
  | { readonly kind: "actionable" }
  | { readonly kind: "suppressed" }
  /** An incident is approved: the client sees it from now on. */
  | { readonly kind: "shown_to_client" }
  /** Somebody claims it or acknowledges it. */
  | { readonly kind: "acknowledged"; readonly by: Author }
  | {
      readonly kind: "message"
      readonly by: Author
      readonly visibility: "internal" | "provider_all" | "client"
      readonly channel: "note" | "email" | "call_reached" | "voicemail"
    }
  | { readonly kind: "hold_entered"; readonly hold: Hold; readonly basis: HoldBasis }
  | { readonly kind: "hold_left"; readonly cause: "manual" | "expired" }
  | { readonly kind: "priority_set"; readonly priority: Priority | null }
  | { readonly kind: "flavour_changed"; readonly flavour: Flavour }
  | { readonly kind: "confirmed"; readonly verdict: "malicious" | "downgraded" }
  | { readonly kind: "contained"; readonly how: "verified" | { readonly notNeeded: string } }
  /** Services found to be affected, and since when. */
  | { readonly kind: "impact"; readonly services: readonly string[]; readonly since: Instant }
  | {
      readonly kind: "service_back"
      readonly service: string
      readonly as: "operational" | "degraded_accepted"
    }
  | { readonly kind: "settled_finding"; readonly how: "fixed" | "risk_accepted" }
  | { readonly kind: "resolved" }
  | { readonly kind: "reopened" }
  | { readonly kind: "closed" }
  /** Merged, a false positive, a mistake: what still runs ends without an outcome. */
  | { readonly kind: "withdrawn"; readonly reason: string }
  | {
      readonly kind: "handoff_requested"
      readonly handoff: string
      readonly to: Team
      readonly type: "consult" | "transfer" | "joint"
    }
  | { readonly kind: "handoff_accepted"; readonly handoff: string }
  | { readonly kind: "handoff_rejected"; readonly handoff: string; readonly reason: string }
  | { readonly kind: "handoff_returned"; readonly handoff: string }
  /** Somebody ticked "apply to running": clocks that run move to this version. */
  | { readonly kind: "policy_applied"; readonly policy: Policy }
  | { readonly kind: "policy_deactivated"; readonly policyId: string }
  /** A stop noted too late, such as a call logged afterwards, is put where it belongs. */
  | {
      readonly kind: "stop_corrected"
      readonly metric: SlaMetric
      readonly cycle: number
      readonly stoppedAt: Instant
      readonly reason: string
    }

export type Kind = Happening["kind"]

/** Something that happened to one record. `at` is the time of the database; the same `id` twice is one event. */
export type RecordEvent = Happening & { readonly id: string; readonly at: Instant }

/**
 * The order in which what happens at one moment is taken in, whatever the order of arrival: so that of a question and an
 * answer the answer counts, and of a reopening and a resolving the resolving.
 */
const inOneMoment = {
  opened: 0,
  policy_deactivated: 1,
  policy_applied: 2,
  suppressed: 3,
  actionable: 4,
  shown_to_client: 5,
  flavour_changed: 6,
  priority_set: 7,
  confirmed: 8,
  impact: 9,
  service_back: 10,
  hold_left: 11,
  hold_entered: 12,
  reopened: 13,
  message: 14,
  acknowledged: 15,
  contained: 16,
  settled_finding: 17,
  handoff_requested: 18,
  handoff_returned: 19,
  handoff_rejected: 20,
  handoff_accepted: 21,
  resolved: 22,
  closed: 23,
  stop_corrected: 24,
  withdrawn: 25,
} as const satisfies Record<Kind, number>

/** Sorts by time, then by kind, then the client's messages before others, then by id. */
export function compareEvents(a: RecordEvent, b: RecordEvent): number {
  const byTime = microsOf(a.at) - microsOf(b.at)
  if (byTime !== 0) return byTime
  const byKind = inOneMoment[a.kind] - inOneMoment[b.kind] || speaker(a) - speaker(b)
  if (byKind !== 0) return byKind
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function speaker(event: RecordEvent): number {
  return event.kind === "message" && event.by !== "client" ? 1 : 0
}
