import { type Micros, microsOf } from "../calendar/micros.ts"
import { currentHold, type Facts, isOpen } from "./facts.ts"
import type { HoldSpell } from "./holds.ts"
import type { Policy } from "./policy.ts"
import type { RecordEvent } from "./record-event.ts"
import { isResponse, isUpdate, type Message, type MessageTerms } from "./response.ts"

/** What is known after an event. Events are taken in by the order of `compareEvents`. */
export function takeIn(facts: Facts, event: RecordEvent, terms: MessageTerms): Facts {
  const at = microsOf(event.at)
  switch (event.kind) {
    case "opened":
      return opened(facts, event, at)
    case "actionable":
    case "suppressed":
      return { ...facts, actionable: event.kind === "actionable" }
    case "shown_to_client":
      return { ...facts, visibleAt: facts.visibleAt ?? at }
    case "acknowledged":
      return event.by === "provider_human" ? { ...facts, acknowledgedAt: facts.acknowledgedAt ?? at } : facts
    case "message":
      return said(facts, event, at, terms)
    case "hold_entered":
      return enterHold(facts, event, at)
    case "hold_left":
      return leaveHold(facts, at)
    case "priority_set":
      return withSeverity({ ...facts, priority: event.priority }, at)
    case "flavour_changed":
      return { ...facts, flavour: event.flavour }
    case "confirmed":
      return { ...facts, confirmedAt: event.verdict === "malicious" ? (facts.confirmedAt ?? at) : null }
    case "contained":
      return { ...facts, containedAt: facts.containedAt ?? at }
    case "impact":
      return affected(facts, event.services, Math.min(microsOf(event.since), at), at)
    case "service_back":
      return serviceBack(facts, event.service, at)
    case "settled_finding":
      return { ...facts, findingSettledAt: facts.findingSettledAt ?? at }
    default:
      return takeInCourse(facts, event, at)
  }
}

type Course = Extract<
  RecordEvent,
  {
    kind:
      | "resolved"
      | "reopened"
      | "closed"
      | "withdrawn"
      | `handoff_${string}`
      | "policy_applied"
      | "policy_deactivated"
      | "stop_corrected"
  }
>

/** Stages, handoffs and terms: what happens to the record rather than in it. */
function takeInCourse(facts: Facts, event: Course, at: Micros): Facts {
  switch (event.kind) {
    case "resolved":
      return leaveHold({ ...facts, resolvedAt: facts.resolvedAt ?? at }, at)
    case "reopened":
      return reopened(facts, at)
    case "closed":
      return leaveHold({ ...facts, resolvedAt: facts.resolvedAt ?? at, closedAt: facts.closedAt ?? at }, at)
    case "withdrawn":
      return { ...facts, withdrawnAt: facts.withdrawnAt ?? at }
    case "handoff_requested":
      return facts.handoffs.has(event.handoff) ? facts : withHandoff(facts, event.handoff, "awaited")
    case "handoff_accepted":
    case "handoff_rejected":
    case "handoff_returned":
      return withHandoff(facts, event.handoff, "answered")
    case "policy_applied":
      return { ...facts, applied: event.policy, deactivated: inForceAgain(facts, event.policy) }
    case "policy_deactivated":
      return { ...facts, deactivated: new Map([...facts.deactivated, [event.policyId, at]]) }
    case "stop_corrected":
      return facts
  }
}

function reopened(facts: Facts, at: Micros): Facts {
  const again = { ...facts, resolvedAt: null, closedAt: null, findingSettledAt: null }
  // A false positive that turns out to be none.
  const withdrawnAt = facts.isFinding ? null : facts.withdrawnAt
  return { ...again, withdrawnAt, reopenedAt: isOpen(facts) ? facts.reopenedAt : at }
}

function opened(facts: Facts, event: Extract<RecordEvent, { kind: "opened" }>, at: Micros): Facts {
  const { by, flavour, priority, subject } = event
  if (facts.opened) return facts
  const isFinding = subject === "finding"
  const visibleAt = by === "client" ? at : facts.visibleAt
  return withSeverity({ ...facts, opened: { at, by }, flavour, priority, isFinding, visibleAt }, at)
}

function withSeverity(facts: Facts, at: Micros): Facts {
  if (!facts.isFinding || facts.priority === null) return facts
  return { ...facts, findingAt: facts.findingAt ?? at }
}

/** The client's word opens a question and ends waiting for it; ours answers all of them. */
function said(facts: Facts, message: Message, at: Micros, terms: MessageTerms): Facts {
  if (message.by === "client" && message.visibility === "client") {
    const replied = { ...facts, unanswered: [...facts.unanswered, at] }
    return currentHold(facts)?.hold === "waiting_client" ? leaveHold(replied, at) : replied
  }
  const updated = isUpdate(message, terms.update) ? { ...facts, lastUpdateAt: at } : facts
  if (!isResponse(message, terms.answer) || !countsAsAnswer(facts, at)) return updated
  const firstRespondedAt = facts.firstRespondedAt ?? at
  return { ...updated, firstRespondedAt, lastResponseAt: at, unanswered: [] }
}

/** What the provider opened is answered by what follows it, never by the text it was opened with. */
function countsAsAnswer({ visibleAt, opened: by }: Facts, at: Micros): boolean {
  if (visibleAt === null) return false
  return visibleAt < at || by?.by === "client"
}

function enterHold(facts: Facts, event: Extract<RecordEvent, { kind: "hold_entered" }>, at: Micros): Facts {
  const { hold, basis } = event
  const left = leaveHold(facts, at)
  return { ...left, holds: [...left.holds, { hold, basis, from: at, to: null }] }
}

function leaveHold(facts: Facts, at: Micros): Facts {
  const current = currentHold(facts)
  if (!current) return facts
  const ended: HoldSpell[] = current.from < at ? [{ ...current, to: at }] : []
  return { ...facts, holds: [...facts.holds.slice(0, -1), ...ended] }
}

function affected(facts: Facts, services: readonly string[], since: Micros, at: Micros): Facts {
  const impact = facts.impact ?? { since, foundAt: facts.opened?.at ?? at }
  return { ...facts, impact, affected: new Set([...facts.affected, ...services]) }
}

function serviceBack(facts: Facts, service: string, at: Micros): Facts {
  const left = without(facts.affected, service)
  const isLast = left.size === 0 && facts.affected.size > 0
  return { ...facts, affected: left, restoredAt: isLast ? (facts.restoredAt ?? at) : facts.restoredAt }
}

function withHandoff(facts: Facts, handoff: string, state: "awaited" | "answered"): Facts {
  return { ...facts, handoffs: new Map([...facts.handoffs, [handoff, state]]) }
}

function inForceAgain({ deactivated }: Facts, { id }: Policy): Facts["deactivated"] {
  return new Map([...deactivated].filter(([ended]) => ended !== id))
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...names].filter((other) => other !== name))
}
