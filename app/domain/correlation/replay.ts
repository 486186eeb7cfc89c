import * as z from "zod"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { carriedCount, carriedId, carriedInstant } from "../looks/carried.ts"
import type { Correlatable } from "./claims.ts"
import type { Home } from "./place.ts"
import type { CorrelationRule } from "./rule.ts"

/** An alert of the past with what is known of its end. */
export type PastAlert = Correlatable & {
  /** When its tool or a person ended it; null while it lasts. */
  readonly endedAt: Instant | null
}

export type SimulatedIncident = Home & {
  stage: "new" | "resolved"
  lastAlertAt: Instant
  resolvedAt: Instant | null
  alertCount: number
  readonly tenantId: TenantId
  readonly rule: CorrelationRule
  readonly firstAlert: AlertId
  readonly alerts: PastAlert[]
}

/** Alerts that wait under one key for others, and the rule that wants more of them. */
export type Waiting = { readonly rule: CorrelationRule; readonly alerts: Map<string, PastAlert> }

/** What is shown of a large incident. */
export const replayGroup = z.object({
  tenantId: carriedId<"tenant">(),
  title: z.string(),
  rule: z.string(),
  isCandidate: z.boolean(),
  alerts: carriedCount,
  openedAt: carriedInstant,
  lastAlertAt: carriedInstant,
  firstAlert: carriedId<"alert">(),
  examples: z.array(z.object({ title: z.string(), asset: z.string().nullable(), at: carriedInstant })),
})
export type ReplayGroup = z.infer<typeof replayGroup>

/** Incidents that nothing can happen to any more: only what is told of them is kept. */
export const settledIncidents = z.object({
  /** How many incidents each rule of the list opened, in its order, and of how many alerts. */
  rules: z.array(z.object({ incidents: carriedCount, alerts: carriedCount })),
  largest: z.array(replayGroup),
})
export type SettledIncidents = z.infer<typeof settledIncidents>

/** What became of the alerts seen so far. */
export const replayCounts = z.object({
  alerts: carriedCount,
  /** Suppressed, information, or of a source being learnt. */
  leftOut: carriedCount,
  /** Waiting for others of their kind. */
  waiting: carriedCount,
  /** No rule makes anything of them. */
  unmatched: carriedCount,
})

/** A replay under way: incidents with what alerts to come may meet by the key of their group, and what is told of the rest. */
export type Replay = {
  readonly counts: z.infer<typeof replayCounts>
  readonly settled: SettledIncidents
  readonly incidents: SimulatedIncident[]
  readonly open: Map<string, SimulatedIncident>
  readonly over: Map<string, SimulatedIncident>
  readonly waiting: Map<string, Waiting>
}

export const newReplay = (): Replay => ({
  counts: { alerts: 0, leftOut: 0, waiting: 0, unmatched: 0 },
  settled: { rules: [], largest: [] },
  incidents: [],
  open: new Map(),
  over: new Map(),
  waiting: new Map(),
})
