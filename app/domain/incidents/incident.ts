import type { AlertId, IncidentId, ServiceId, TenantId, UserId } from "#app/kernel/ids.ts"
import type { Actor } from "#app/kernel/scope.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { Severity } from "../alerts/severity.ts"
import type { Discipline } from "../ingest/adapter.ts"
import type { Hold } from "../sla/clock/metric.ts"
import type { Priority } from "./priority.ts"

export const stages = ["new", "acknowledged", "investigating", "resolved", "closed"] as const
export type Stage = (typeof stages)[number]

/** Where nobody works on it any more. */
export const doneStages = ["resolved", "closed"] as const satisfies readonly Stage[]

export const lanes = ["internal", "client"] as const
/** Who reads a note: the provider alone, or the client as well. Internal unless a person chose otherwise. */
export type Lane = (typeof lanes)[number]

export const isOpen = (stage: Stage): boolean => stage !== "resolved" && stage !== "closed"

/** What of an incident says why its work waits. */
export type HoldColumns = {
  readonly hold: Hold | null
  readonly holdSince: Instant | null
  /** When somebody is reminded, or an agreed date comes. */
  readonly holdUntil: Instant | null
  readonly holdRemindedAt: Instant | null
}

export const noHold: HoldColumns = { hold: null, holdSince: null, holdUntil: null, holdRemindedAt: null }

/** An incident as provider screens and the API show it. */
export type IncidentView = HoldColumns & {
  readonly id: IncidentId
  readonly reference: string
  readonly client: {
    readonly id: TenantId
    readonly code: string
    readonly name: string
    readonly timeZone: string
  }
  readonly title: string
  readonly flavour: "availability" | "security"
  readonly discipline: Discipline
  readonly priority: Priority
  readonly severity: Severity
  readonly stage: Stage
  readonly openedBy: string
  readonly owner: { readonly id: UserId; readonly name: string } | null
  readonly sharedAt: Instant | null
  readonly openedAt: Instant
  readonly acknowledgedAt: Instant | null
  readonly firstResolvedAt: Instant | null
  readonly resolvedAt: Instant | null
  readonly resolution: string | null
  readonly alertCount: number
  /** When it was found to be an attack, and when that was contained. */
  readonly confirmedAt: Instant | null
  readonly containedAt: Instant | null
  /** Waits for an analyst's word: approve or dismiss. */
  readonly isCandidate: boolean
  readonly dismissedAt: Instant | null
  /** Its survivor: it is then read only. */
  readonly mergedInto: IncidentId | null
  /** Since when only who needs to know reads it; for who does, why and by whose word. */
  readonly restrictedAt: Instant | null
  readonly restriction: { readonly reason: string; readonly byName: string } | null
  /** This reader does not: everything but number, client, priority, team, stage and clocks is left out. */
  readonly isWithheld: boolean
  readonly lastActivityAt: Instant
  readonly dueAt: Instant | null
  readonly updatedAt: Instant
  readonly version: number
}

/** One line of what happened. */
export type TimelineEntry = {
  readonly id: string
  readonly at: Instant
  readonly kind: string
  readonly lane: Lane
  readonly actor: Actor
  readonly text: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** What an incident opened by a person starts from. */
export type NewIncident = {
  readonly title: string
  readonly severity: number
  readonly discipline: Discipline
  /** Who opens it has it in hand at once; false leaves it new, for whoever takes it. */
  readonly acknowledged: boolean
  /** The alert it is raised from; absent for one opened on a client's request. */
  readonly alert?: {
    readonly id: AlertId
    readonly firstSeenAt: Instant
    readonly groupKey: string
    readonly priority: Priority
    readonly tier: number
    readonly serviceId: ServiceId | null
  }
}
