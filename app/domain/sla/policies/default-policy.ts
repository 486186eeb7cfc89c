import { instant } from "#app/kernel/time.ts"
import { alwaysOpen } from "../calendar/define.ts"
import { defaultHandoffSeconds, type Policy, policy, target } from "../clock/policy.ts"
import type { SlaMetric } from "../clock/metric.ts"
import { alwaysKey, type PolicyDraft, policyDraft } from "./policy-draft.ts"

const minute = 60
const hour = 60 * minute
const priorities = [1, 2, 3, 4] as const

/** Seconds round the clock at P1 to P4, for clients whose contract says nothing else. */
const promised: Partial<Record<SlaMetric, readonly [number, number, number, number]>> = {
  acknowledge: [15 * minute, 30 * minute, 2 * hour, 8 * hour],
  resolve: [4 * hour, 8 * hour, 24 * hour, 72 * hour],
  handoff_accept: [
    defaultHandoffSeconds[1],
    defaultHandoffSeconds[2],
    defaultHandoffSeconds[3],
    defaultHandoffSeconds[4],
  ],
}

export const defaultPolicyId = "default"

/** The default promise as a draft: what a new policy starts from. */
export const defaultDraft: PolicyDraft = policyDraft.parse({
  targets: Object.entries(promised).flatMap(([metric, seconds]) =>
    priorities.map((priority, i) => ({ metric, priority, seconds: seconds[i], calendar: alwaysKey })),
  ),
})

/** What holds for a client to whom nothing was bound. */
export const defaultPolicy: Policy = policy(
  defaultPolicyId,
  defaultDraft.targets.map((t) => target(t.metric, t.priority, t.seconds, alwaysOpen())),
  instant("1970-01-01T00:00Z"),
)
