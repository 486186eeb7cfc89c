import type { Micros } from "../calendar/micros.ts"
import { type Facts, isOpen } from "./facts.ts"
import { type SlaMetric, slaMetrics } from "./metric.ts"
import type { Policy } from "./policy.ts"
import { isLive, type Run } from "./run.ts"

export type Beginning = {
  readonly metric: SlaMetric
  readonly startedAt: Micros
  readonly handoff: string | null
}

/** What starts at a moment by what is known then. What has its stop already does not start. */
export function beginnings(
  facts: Facts,
  runs: readonly Run[],
  terms: Policy,
  at: Micros,
): readonly Beginning[] {
  if (facts.withdrawnAt !== null || facts.closedAt !== null) return []
  return slaMetrics.flatMap((metric) => {
    if (metric === "handoff_accept") return handoffs(facts, runs, at)
    if (runs.some((run) => run.metric === metric && isInTheWay(run))) return []
    const startedAt = startOf(metric, facts, terms, at)
    if (startedAt === null) return []
    const lapsed = runs.some((run) => run.metric === metric && hasLapsed(run))
    return [{ metric, startedAt: lapsed ? at : startedAt, handoff: null }]
  })
}

/** A metric measured once does not start again, unless what was cancelled turns out to be wanted after all. */
function isInTheWay(run: Run): boolean {
  if (isLive(run)) return true
  if (run.metric === "next_response" || run.metric === "periodic_update") return false
  return run.phase.kind !== "cancelled" || run.phase.cause === "closed"
}

/**
 * It ended with the resolution, and is wanted again from the reopening; or with its policy, and what another promises
 * counts from then: nothing is late by terms that did not hold. So it does for a finding that was taken for none.
 */
const hasLapsed = ({ phase, metric }: Run) =>
  phase.kind === "cancelled" &&
  (phase.cause === "resolved" ||
    phase.cause === "policy_deactivated" ||
    (metric === "vuln_fix" && phase.cause === "withdrawn"))

function startOf(
  metric: Exclude<SlaMetric, "handoff_accept">,
  facts: Facts,
  terms: Policy,
  at: Micros,
): Micros | null {
  const { firstRespondedAt, impact, flavour } = facts
  const visibleAt = sinceReopened(facts.visibleAt, facts)
  switch (metric) {
    case "acknowledge":
      return facts.actionable && facts.acknowledgedAt === null && isOpen(facts) ? at : null
    case "first_response":
      return firstRespondedAt === null && isOpen(facts) ? visibleAt : null
    case "next_response":
      return firstRespondedAt === null ? null : (facts.unanswered[0] ?? null)
    case "periodic_update":
      return firstRespondedAt !== null && isOpen(facts) ? lastHeard(firstRespondedAt, facts) : null
    case "contain":
      return flavour === "security" && facts.containedAt === null && isOpen(facts)
        ? sinceReopened(facts.confirmedAt, facts)
        : null
    case "restore":
      if (!impact || flavour !== "availability" || facts.restoredAt !== null || !isOpen(facts)) return null
      return terms.restoreFrom === "impact" ? impact.since : impact.foundAt
    case "resolve":
      return facts.resolvedAt === null ? visibleAt : null
    case "vuln_fix":
      return facts.findingSettledAt === null ? facts.findingAt : null
  }
}

/** Since when the client has heard nothing: mostly now, but a response that is noted too late was earlier. */
function lastHeard(firstRespondedAt: Micros, { lastUpdateAt, reopenedAt }: Facts): Micros {
  return Math.max(firstRespondedAt, lastUpdateAt ?? firstRespondedAt, reopenedAt ?? firstRespondedAt)
}

/** What came to be wanted while it was resolved is wanted from the reopening on. */
function sinceReopened(since: Micros | null, { reopenedAt }: Facts): Micros | null {
  return since === null || reopenedAt === null ? since : Math.max(since, reopenedAt)
}

function handoffs(facts: Facts, runs: readonly Run[], at: Micros): Beginning[] {
  const measured = new Set(runs.map((run) => run.handoff))
  return [...facts.handoffs].flatMap(([handoff, state]) =>
    state === "awaited" && !measured.has(handoff)
      ? [{ metric: "handoff_accept" as const, startedAt: at, handoff }]
      : [],
  )
}
