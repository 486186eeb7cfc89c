import { type FindingState, findingStateWords, type FindingView } from "#app/domain/findings/finding.ts"
import type { Instant } from "#app/kernel/time.ts"

const tones: Readonly<Record<FindingState, string>> = {
  open: "bg-s2-tint text-s2-ink",
  mitigated: "bg-s3-tint text-s3-ink",
  accepted: "bg-sunken text-text-2",
  fixed: "bg-done-tint text-done-ink",
  false_positive: "bg-sunken text-text-2",
}

/** A finding as a list of the provider shows it. */
export function findingRow(finding: FindingView, now: Instant) {
  const { id, state, severity, title, asset, cves, exploitKnown, clientName } = finding
  const due = finding.dueAt?.toString() ?? null
  return {
    ...{ id, severity, title, asset, exploitKnown, client: clientName, due, cves: cves.slice(0, 3) },
    more: Math.max(0, cves.length - 3),
    state: findingStateWords[state],
    tone: tones[state],
    isOverdue: finding.dueAt !== null && finding.dueAt.epochMilliseconds < now.epochMilliseconds,
    lastSeenAt: finding.lastSeenAt.toString(),
  }
}

export type FindingRow = ReturnType<typeof findingRow>
