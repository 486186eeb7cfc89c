import type { ClockColumns } from "./project.ts"

/** What of a clock has to be the same. A running clock's accrued time is that of its last change in both. */
export const compared = [
  ...(["priority", "state", "targetSeconds", "startedAt", "dueAt", "atRiskAt", "endedAt"] as const),
  ...(["firstStoppedAt", "pausedSince", "pauseReason", "breachedAt", "breachCause"] as const),
  ...(["elapsedSeconds", "policyId", "policyVersion", "calendar", "levels"] as const),
] satisfies readonly (keyof ClockColumns)[]

export type StoredColumns = Pick<ClockColumns, (typeof compared)[number] | "metric" | "cycle">
