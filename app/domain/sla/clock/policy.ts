import type { Instant } from "#app/kernel/time.ts"
import type { Priority } from "../../incidents/priority.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { type Hold, pausedByDefault, type SlaMetric } from "./metric.ts"

/** What the contract promises of one metric at one priority. For findings the priority is the severity. */
export type Target = {
  readonly metric: SlaMetric
  readonly priority: Priority
  /** Service time in the calendar. */
  readonly seconds: number
  readonly calendar: Calendar
  /** At risk from this share of the target on, above 0 and at most 1, ... */
  readonly atRiskShare: number
  /** ... or from when this much service time is left, whichever is earlier. Null: the share alone. */
  readonly atRiskSecondsLeft: number | null
  readonly pauseSet: ReadonlySet<Hold>
  /** Shares of the target at which somebody is told, whatever the at-risk level. */
  readonly escalations: readonly Escalation[]
}

/** Whom a level names, from the nearest to the widest. Who that is, is looked up when it fires. */
export const levelRoles = ["owner", "analyst", "lead", "account", "admin"] as const
export type LevelRole = (typeof levelRoles)[number]

/** A level of a target: once so much of it is used, of which 1 is all, somebody is told. */
export type Escalation = {
  /** What it is called within its target. */
  readonly id: string
  readonly share: number
  /** Absent: the leads. */
  readonly tell?: LevelRole
}

/** A target's levels from one on, in the order in which they are reached. */
export function levelsFrom({ escalations }: Pick<Target, "escalations">, id: string): readonly Escalation[] {
  const ordered = [...escalations].sort((a, b) => a.share - b.share)
  const index = ordered.findIndex((level) => level.id === id)
  return index < 0 ? [] : ordered.slice(index)
}

/** The promises of one version of a contract. A priority without a target is one without a commitment. */
export type Policy = {
  readonly id: string
  readonly version: number
  readonly effectiveFrom: Instant
  readonly targets: readonly Target[]
  /** Whether a note the client sees answers the client, or only mail and calls do. */
  readonly publicNoteCounts: boolean
  readonly voicemailCounts: boolean
  readonly restoreFrom: "impact" | "detection"
  /** Service time left at least after a raise that would leave none; null for no such grace. */
  readonly upgradeGraceSeconds: number | null
}

export const defaultAtRiskShare = 0.8

/** A target with what a contract mostly leaves unsaid. */
export function target(
  metric: SlaMetric,
  priority: Priority,
  seconds: number,
  calendar: Calendar,
  more: Partial<Pick<Target, "atRiskShare" | "atRiskSecondsLeft" | "pauseSet" | "escalations">> = {},
): Target {
  const holds = pausedByDefault[metric]
  return {
    ...{ metric, priority, seconds, calendar },
    atRiskShare: defaultAtRiskShare,
    atRiskSecondsLeft: null,
    pauseSet: new Set(holds === "never" ? [] : holds),
    escalations: [],
    ...more,
  }
}

/** A policy with what a contract mostly leaves unsaid. */
export function policy(
  id: string,
  targets: readonly Target[],
  effectiveFrom: Instant,
  more: Partial<Omit<Policy, "id" | "targets" | "effectiveFrom">> = {},
): Policy {
  return {
    ...{ id, targets, effectiveFrom },
    version: 1,
    publicNoteCounts: true,
    voicemailCounts: false,
    restoreFrom: "impact",
    upgradeGraceSeconds: null,
    ...more,
  }
}

/** The target of a metric at a priority; null where the contract promises nothing. */
export function targetFor(from: Policy, metric: SlaMetric, priority: Priority | null): Target | null {
  return from.targets.find((t) => t.metric === metric && t.priority === priority) ?? null
}

/** Seconds to accept a handoff between NOC and SOC, where nothing else is agreed between them. */
export const defaultHandoffSeconds: Readonly<Record<Priority, number>> = { 1: 300, 2: 900, 3: 3600, 4: 3600 }
