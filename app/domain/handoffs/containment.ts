import { invalid } from "#app/kernel/errors.ts"
import type { Instant } from "#app/kernel/time.ts"

/**
 * On whose word a containment that the SOC asked of the NOC is carried out (specification 2.12.4). The classes follow the
 * pre-approval of containment actions (2.8.2): agreed with the client beforehand (2.13.1), or else for a lead of the asked
 * team, or for the client itself (2.14.4) to say.
 */
export const approvalClasses = ["pre_approved", "lead", "client"] as const
export type ApprovalClass = (typeof approvalClasses)[number]

/** What of a handoff says on whose word it goes ahead. */
export type Approval = {
  /** Null for what is no containment. */
  readonly approvalClass: ApprovalClass | null
  /** Null while it is waited for, and for what needs none. */
  readonly approvedAt: Instant | null
}

export const maxTargets = 50
export const maxTargetLength = 200

/** What its completion can say to be contained: what the SOC asks of the NOC to stop an attack. A patch mends, and stops none. */
const containing: ReadonlySet<string> = new Set(["isolate_segment", "block_at_edge"])

/** Whether it is a task that needs targets and an approval class, and whose verification contains the incident. */
export function isContainment({ reasonCode }: { readonly reasonCode: string }): boolean {
  return containing.has(reasonCode)
}

/** Whose word is still missing; null where nobody's is. */
export function awaitsApprovalOf({ approvalClass, approvedAt }: Approval): "lead" | "client" | null {
  if (approvalClass === null || approvalClass === "pre_approved") return null
  return approvedAt === null ? approvalClass : null
}

/**
 * Hosts, addresses, segments: one a line, each once, in the order given.
 *
 * @throws DomainError `invalid` for too many, one that is too long, or one with a character that does not print
 */
export function targetsOf(lines: readonly string[]): readonly string[] {
  const targets = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ""))]
  if (targets.length > maxTargets) throw wrongTargets(`Give ${maxTargets} targets at most, one a line.`)
  const long = targets.find((target) => target.length > maxTargetLength)
  if (long !== undefined)
    throw wrongTargets(
      `“${long.slice(0, 30)}…” is longer than ${maxTargetLength} characters. One target a line.`,
    )
  if (targets.some((target) => /[\p{Cc}\p{Cs}]/u.test(target)))
    throw wrongTargets("A target has a character that does not print. Type it anew.")
  return targets
}

/**
 * What a request says of targets and approval, checked against its reason.
 *
 * @throws DomainError `invalid`, each complaint beside its field
 */
export function containmentTerms(wanted: {
  readonly reasonCode: string
  readonly targets?: readonly string[] | undefined
  readonly approval?: ApprovalClass | undefined
  readonly agreement?: string | undefined
}): {
  readonly targets: readonly string[]
  readonly approvalClass: ApprovalClass | null
  readonly agreement: string | null
} {
  const targets = targetsOf(wanted.targets ?? [])
  if (!isContainment(wanted)) {
    if (wanted.approval)
      throw invalid("Only a containment is approved.", {
        approval: "This reason is no containment: leave it out.",
      })
    return { targets, approvalClass: null, agreement: null }
  }
  const agreement = (wanted.agreement ?? "").trim()
  const fields = {
    ...(targets.length === 0
      ? { targets: "Say what is to be contained: hosts, addresses or segments, one a line." }
      : {}),
    ...(wanted.approval ? {} : { approval: "Choose who has to approve it." }),
    ...(wanted.approval === "pre_approved" && agreement === ""
      ? { agreement: "Say where the client agreed to it: a clause of the contract, a runbook." }
      : {}),
  }
  if (!wanted.approval || Object.keys(fields).length > 0)
    throw invalid("A containment needs its targets and who approves it.", fields)
  return {
    targets,
    approvalClass: wanted.approval,
    agreement: wanted.approval === "pre_approved" ? agreement : null,
  }
}

const wrongTargets = (what: string) => invalid(what, { targets: what })
