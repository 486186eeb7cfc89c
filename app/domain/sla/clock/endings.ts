import type { Micros } from "../calendar/micros.ts"
import { type Facts, isDeactivated, isOpen } from "./facts.ts"
import type { SlaMetric } from "./metric.ts"
import type { Run } from "./run.ts"

/** Why a live run is cancelled by what is known, before anything else is looked at; null when it is not. */
export function cancelCause(run: Run, facts: Facts): string | null {
  if (facts.withdrawnAt !== null) return "withdrawn"
  if (isDeactivated(facts, run.policy)) return "policy_deactivated"
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

/** No word and no answer is owed on what is resolved. What was late by then stays a miss. */
const notOwedOnceResolved: ReadonlySet<SlaMetric> = new Set([
  "first_response",
  "periodic_update",
  "handoff_accept",
])

/** Why nobody waits for a run any more that did not get what it waited for. */
export function lapseCause(run: Run, facts: Facts): string | null {
  if (facts.closedAt !== null) return "closed"
  return notOwedOnceResolved.has(run.metric) && !isOpen(facts) ? "resolved" : null
}
