import { pausedByDefault, type SlaMetric, slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { lengthOf, metricWords } from "#app/domain/sla/explain/words.ts"
import { textOfLevels } from "#app/domain/sla/policies/level-text.ts"
import type { PolicyDraft } from "#app/domain/sla/policies/policy-draft.ts"
import { priorities } from "./read-policy.ts"

/** A cell of the form: one target, or none where its time is empty. */
export type EditedTarget = {
  readonly priority: number
  readonly time: string
  readonly calendar: string
  readonly riskPercent: number
  readonly riskLeft: string
  readonly pauses: readonly string[]
  /** `50% owner, 75% lead`. */
  readonly levels: string
}

export type EditedMetric = {
  readonly metric: SlaMetric
  readonly label: string
  readonly starts: string
  readonly isPausable: boolean
  readonly targets: readonly EditedTarget[]
}

/** A policy as its form holds it. */
export type EditedPolicy = {
  /** 0 for one that is not saved yet. */
  readonly version: number
  readonly name: string
  readonly metrics: readonly EditedMetric[]
  readonly publicNoteCounts: boolean
  readonly voicemailCounts: boolean
  readonly restoreFrom: "impact" | "detection"
  readonly grace: string
}

/** From what to what each is measured. */
const spans: Readonly<Record<SlaMetric, string>> = {
  acknowledge: "from when it needs somebody until one of us takes it",
  first_response: "from when the client sees or reports it until our first message",
  next_response: "from the client's oldest unanswered message until our next",
  periodic_update: "from each message to the next while it is open",
  contain: "from confirmed malicious until contained or found not needed",
  restore: "until every affected service is back",
  resolve: "from when the client sees or reports it until resolved",
  handoff_accept: "from asking the other team until it accepts or rejects",
  vuln_fix: "from the finding until fixed or accepted as a risk",
}

export function editedOf(name: string, version: number, draft: PolicyDraft): EditedPolicy {
  return {
    ...{ name, version },
    metrics: slaMetrics.map((metric) => ({
      metric,
      label: capital(metricWords[metric]),
      starts: spans[metric],
      isPausable: pausedByDefault[metric] !== "never",
      targets: priorities.map((priority) => targetOf(draft, metric, priority)),
    })),
    publicNoteCounts: draft.publicNoteCounts,
    voicemailCounts: draft.voicemailCounts,
    restoreFrom: draft.restoreFrom,
    grace: draft.upgradeGraceSeconds === null ? "" : lengthOf(draft.upgradeGraceSeconds),
  }
}

function targetOf(draft: PolicyDraft, metric: SlaMetric, priority: number): EditedTarget {
  const found = draft.targets.find((t) => t.metric === metric && t.priority === priority)
  const usual = pausedByDefault[metric]
  const left = found?.atRiskSecondsLeft ?? null
  return {
    priority,
    time: found ? lengthOf(found.seconds) : "",
    calendar: found?.calendar ?? "always",
    riskPercent: Math.round((found?.atRiskShare ?? 0.8) * 100),
    riskLeft: left === null ? "" : lengthOf(left),
    pauses: found?.pauseSet ?? (usual === "never" ? [] : usual),
    levels: textOfLevels(found?.escalations ?? []),
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
