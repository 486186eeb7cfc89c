import { mayDo } from "#app/domain/findings/course.ts"
import { findingStateWords, type FindingView, isUnsettled } from "#app/domain/findings/finding.ts"
import type { Instant } from "#app/kernel/time.ts"
import { findingRow } from "./row.ts"

/** A finding as its page shows it. */
export function findingDetail(finding: FindingView, now: Instant) {
  const text = (at: Instant | null) => at?.toString() ?? null
  const { state, stateBy, severity, priority, description, rule, url, labels, service, count } = finding
  return {
    ...findingRow(finding, now),
    ...{ severity, priority, description, rule, service, count, stateBy, timeZone: finding.timeZone },
    url: url !== null && /^https?:\/\//i.test(url) ? url : null,
    cves: finding.cves,
    labels: Object.entries(labels).slice(0, 60),
    stateWord: findingStateWords[state],
    stateAt: finding.stateAt.toString(),
    firstSeenAt: finding.firstSeenAt.toString(),
    acceptedUntil: text(finding.acceptedUntil),
    plannedUntil: text(finding.plannedUntil),
    plannedNote: finding.plannedNote,
    incidentId: finding.incidentId,
    isUnsettled: isUnsettled(state),
    may: {
      fixed: mayDo(state, "fixed"),
      mitigated: mayDo(state, "mitigated"),
      false_positive: mayDo(state, "false_positive"),
      reopen: mayDo(state, "reopen"),
      accept: mayDo(state, "accept"),
      plan: mayDo(state, "plan"),
    },
  }
}

export type FindingDetail = ReturnType<typeof findingDetail>
