import { isPausable, slaMetrics } from "#app/domain/sla/clock/metric.ts"
import {
  holds,
  type PolicyDraft,
  policyDraft,
  type TargetDraft,
} from "#app/domain/sla/policies/policy-draft.ts"
import { levelsOf } from "#app/domain/sla/policies/level-text.ts"
import { secondsOf } from "#app/domain/sla/policies/target-text.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { Instant } from "#app/kernel/time.ts"
import { dateField } from "../effective-date.ts"

export type WrittenPolicy = {
  readonly name: string
  readonly draft: PolicyDraft
  /** Null for now. */
  readonly effectiveFrom: Instant | null
}

export const priorities = [1, 2, 3, 4] as const
/** Service seconds a target may have, at most: a year. */
const mostSeconds = 366 * 86_400

type Note = (field: string, says: string) => void

/**
 * Reads a policy out of its form: a cell of it is named by metric and priority, `resolve.1`, and empty for no commitment.
 *
 * @param kept the version it changes: levels that stay keep their names
 * @throws DomainError `invalid`, each complaint beside its cell
 */
export function readPolicy(form: FormData, kept: PolicyDraft | null): WrittenPolicy {
  const errors: Record<string, string> = {}
  const note: Note = (field, says) => (errors[field] ??= says)
  const text = (name: string) => String(form.get(name) ?? "").trim()
  const name = text("name")
  if (name === "" || name.length > 100) note("name", "Give it a name of at most 100 characters.")
  const grace = text("grace")
  const upgradeGraceSeconds = grace === "" ? null : secondsOf(grace)
  if (grace !== "" && upgradeGraceSeconds === null) note("grace", "Write a time such as 30 min, or nothing.")
  const draft = policyDraft.safeParse({
    targets: slaMetrics.flatMap((metric) =>
      priorities.flatMap((priority) => {
        const before = kept?.targets.find((t) => t.metric === metric && t.priority === priority)
        const target = targetOf(form, { metric, priority }, before?.escalations ?? [], note)
        return target ? [target] : []
      }),
    ),
    publicNoteCounts: form.get("publicNoteCounts") === "yes",
    voicemailCounts: form.get("voicemailCounts") === "yes",
    restoreFrom: text("restoreFrom") === "detection" ? "detection" : "impact",
    upgradeGraceSeconds,
  })
  const effectiveFrom = dateField(form, "effectiveFrom", note)
  if (draft.success && draft.data.targets.length === 0 && Object.keys(errors).length === 0)
    note("targets", "Promise at least one thing: write a time into one of the cells.")
  if (!draft.success || Object.keys(errors).length > 0)
    throw invalid(errors["targets"] ?? "Something in the policy is not right yet.", errors)
  return { name, draft: draft.data, effectiveFrom }
}

function targetOf(
  form: FormData,
  { metric, priority }: Pick<TargetDraft, "metric" | "priority">,
  kept: TargetDraft["escalations"],
  note: Note,
): TargetDraft | null {
  const cell = `${metric}.${priority}`
  const text = (name: string) => String(form.get(`${name}.${cell}`) ?? "").trim()
  const time = String(form.get(cell) ?? "").trim()
  if (time === "") return null
  const seconds = secondsOf(time)
  if (seconds === null || seconds < 1 || seconds > mostSeconds) {
    note(cell, "Write a time such as 30 min or 4 h.")
    return null
  }
  const percent = Number(text("risk") || "80")
  if (!(percent > 0 && percent <= 100)) note(`risk.${cell}`, "Between 1 and 100 percent.")
  const left = text("left")
  const atRiskSecondsLeft = left === "" ? null : secondsOf(left)
  if (left !== "" && atRiskSecondsLeft === null) note(`left.${cell}`, "Write a time such as 15 min.")
  const escalations = levelsOf(text("levels"), kept)
  if (escalations === null) note(`levels.${cell}`, "Write them like 50% owner, 75% lead, each share once.")
  const ticked = new Set(form.getAll(`pause.${cell}`).map(String))
  return {
    ...{ metric, priority, seconds, atRiskSecondsLeft },
    calendar: text("calendar") || "always",
    atRiskShare: percent > 0 && percent <= 100 ? percent / 100 : 1,
    escalations: [...(escalations ?? [])],
    ...(isPausable(metric) ? { pauseSet: holds.filter((hold) => ticked.has(hold)) } : {}),
  }
}
