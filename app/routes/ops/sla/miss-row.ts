import type { ClientView } from "#app/domain/clients/client.ts"
import type { JudgedClock } from "#app/domain/sla/attainment/misses.server.ts"
import { breachCauseWords } from "#app/domain/sla/exclusions/breach-reason.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import { exclusionLine } from "../../shared/sla/exclusion-line.ts"
import { recordPath } from "./lane-row.ts"

/** A missed clock as the screens of the provider show it. */
export function missRow(miss: JudgedClock, client: Pick<ClientView, "name" | "code"> | undefined) {
  const { id, title, priority, cycle, targetSeconds, elapsedSeconds, state } = miss
  return {
    ...{ id, title, priority, targetSeconds, state },
    client: client?.name ?? "",
    reference:
      miss.number === null ? (miss.findingId ? "Finding" : "Alert") : `${client?.code ?? ""}-${miss.number}`,
    whatKind: miss.findingId ? "a finding" : miss.number === null ? "an alert" : null,
    to: recordPath(miss),
    metric: cycle > 1 ? `${metricWords[miss.metric]} ${cycle}` : metricWords[miss.metric],
    owner: miss.ownerName,
    isShared: miss.isShared,
    breachedAt: miss.judgedAt.toString(),
    /** Service seconds above the target; null while it runs and grows. */
    overSeconds: state === "running" ? null : Math.max(0, elapsedSeconds - targetSeconds),
    reason: miss.reason && {
      cause: miss.reason.cause,
      text: miss.reason.text,
      by: miss.reason.notedByName,
      at: miss.reason.notedAt.toString(),
    },
    exclusions: miss.exclusions.map(exclusionLine),
  }
}

export type MissRow = ReturnType<typeof missRow>

/** Where a miss stands, in a word. */
export function standing({ reason, exclusions }: Pick<MissRow, "reason" | "exclusions">): {
  readonly text: string
  readonly tone: string
} {
  if (exclusions.some((e) => e.contest === "open"))
    return { text: "contested", tone: "bg-s2-tint text-s2-ink" }
  if (exclusions.some((e) => e.state === "requested"))
    return { text: "to be decided", tone: "bg-s3-tint text-s3-ink" }
  if (exclusions.some((e) => e.state === "approved" && e.contest !== "upheld"))
    return { text: "left out", tone: "bg-done-tint text-done-ink" }
  if (reason) return { text: breachCauseWords[reason.cause].toLowerCase(), tone: "bg-s5-tint text-s5-ink" }
  if (exclusions.length > 0) return { text: "counts", tone: "bg-s5-tint text-s5-ink" }
  return { text: "to explain", tone: "bg-s1-tint text-s1-ink" }
}
