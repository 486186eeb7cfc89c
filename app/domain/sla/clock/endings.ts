import type { Micros } from "../calendar/micros.ts"
import { type Facts, isEnded, isOpen } from "./facts.ts"
import type { SlaMetric } from "./metric.ts"
import type { Run } from "./run.ts"

/** Why a live run is cancelled by what is known, before anything else is looked at; null when it is not. */
export function cancelCause(run: Run, facts: Facts): string | null {
  if (facts.withdrawnAt !== null) return "withdrawn"
  if (isEnded(facts, run.policy)) return "policy_deactivated"
  if (run.metric === "acknowledge" && !facts.actionable) return "suppressed"
  if (run.metric === "contain" && facts.confirmedAt === null) return "downgraded"
  return null
}

/** What a live run waited for and has come; null while it waits. */
export function stopCause(run: Run, facts: Facts, at: Micros): string | null {
  switch (run.metric) {
    case "acknowledge":
      return facts.acknowledgedAt === null ? null : "acknowledged"
    case "first_response":
      return facts.firstRespondedAt === null ? null : "responded"
    case "next_response":
      return facts.lastResponseAt === at ? "responded" : null
    case "periodic_update":
      return facts.lastUpdateAt === at ? "updated" : null
    case "contain":
      return facts.containedAt === null ? null : "contained"
    case "restore":
      return facts.restoredAt === null ? null : "restored"
    case "resolve":
      return facts.resolvedAt === null ? null : "resolved"
    case "handoff_accept":
      return facts.handoffs.get(run.handoff ?? "") === "answered" ? "answered" : null
    case "vuln_fix":
      return facts.findingSettledAt === null ? null : "settled"
  }
}

/**
 * Nobody waits for these on what is resolved: no word is owed, and what was not noted as contained or restored is neither
 * taken for kept nor late from then on. What was late by then stays a miss. A question the client asked is still owed its
 * answer.
 */
const notOwedOnceResolved: ReadonlySet<SlaMetric> = new Set([
  "first_response",
  "periodic_update",
  "contain",
  "restore",
  "handoff_accept",
])

/** Why nobody waits for a run any more that did not get what it waited for. */
export function lapseCause(run: Run, facts: Facts): string | null {
  if (facts.closedAt !== null) return "closed"
  return notOwedOnceResolved.has(run.metric) && !isOpen(facts) ? "resolved" : null
}
