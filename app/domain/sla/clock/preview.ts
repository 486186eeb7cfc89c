import { type Instant, isBefore } from "#app/kernel/time.ts"
import type { SlaMetric } from "./metric.ts"
import type { Policy } from "./policy.ts"
import { apply, type History } from "./replay.ts"
import { isLive } from "./run.ts"
import { clocksAt } from "./view.ts"

export type Preview = {
  readonly moving: number
  /** Of those that move, the ones that would be promised nothing any more. */
  readonly losing: number
  readonly breaching: number
  readonly atRisk: number
}

/**
 * What a version would do to one record: how many of its clocks would move, and which would be worse off at once. A clock
 * that promises nothing, neither before nor after, is none to anybody and left out.
 */
export type RecordPreview = {
  readonly moving: number
  readonly losing: number
  readonly breaching: readonly SlaMetric[]
  readonly atRisk: readonly SlaMetric[]
}

/**
 * What applying a version to running clocks would do: how many would move, and how many of those would be breached or at
 * risk at once that are not. Nothing is changed.
 */
export function previewPolicy(records: readonly History[], policy: Policy, now: Instant): Preview {
  return summed(records.map((history) => previewRecord(history, policy, now)))
}

export function summed(previews: readonly RecordPreview[]): Preview {
  const total = (of: (preview: RecordPreview) => number) => previews.reduce((sum, p) => sum + of(p), 0)
  return {
    moving: total((p) => p.moving),
    losing: total((p) => p.losing),
    breaching: total((p) => p.breaching.length),
    atRisk: total((p) => p.atRisk.length),
  }
}

export function previewRecord(history: History, policy: Policy, now: Instant): RecordPreview {
  const applied = apply(history, { kind: "policy_applied", policy, id: "preview", at: now })
  const before = standings(history, now)
  const after = applied.ok ? standings(applied.value, now) : before
  const live = history.now.runs.flatMap((run, i) => {
    const [was, would] = [before[i] ?? "none", after[i] ?? "none"]
    return isLive(run) && !(was === "none" && would === "none") ? [{ metric: run.metric, was, would }] : []
  })
  const become = (standing: Standing) =>
    live.filter(({ was, would }) => would === standing && was !== standing).map(({ metric }) => metric)
  return {
    moving: live.length,
    losing: live.filter(({ would }) => would === "none").length,
    ...{ breaching: become("breached"), atRisk: become("at_risk") },
  }
}

type Standing = "breached" | "at_risk" | "fine" | "none"

function standings(history: History, now: Instant): readonly Standing[] {
  return clocksAt(history, now).map((view) => {
    if (view.kind !== "clock") return "none"
    if (view.breach) return "breached"
    return view.atRiskAt && !isBefore(now, view.atRiskAt) ? "at_risk" : "fine"
  })
}
