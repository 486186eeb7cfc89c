import * as z from "zod"
import type { JudgedClock } from "#app/domain/sla/attainment/misses.server.ts"
import type { TargetCounts } from "#app/domain/sla/attainment/counts.ts"
import { shares } from "#app/domain/sla/clock/attainment.ts"
import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { breachCauses } from "#app/domain/sla/exclusions/breach-reason.ts"
import { exclusionKinds, type ExclusionView } from "#app/domain/sla/exclusions/exclusion.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What the API says of promises kept and missed. Times are RFC 3339 in UTC, lengths service seconds, shares 0 to 1. */

const id = z.uuid()
const time = z.iso.datetime({ offset: true }).meta({ examples: ["2026-03-27T08:15:00Z"] })
const maybeTime = time.nullable()
const at = (instant: Instant | null) => instant?.toString() ?? null

const share = z.number().min(0).max(1).nullable().meta({ description: "Null where nothing was judged" })

export const attainmentSchema = z.object({
  met: z.int(),
  missed: z.int(),
  excluded: z.int().meta({ description: "Misses that were approved to be left out" }),
  raw: share,
  adjusted: share,
})

export const targetAttainmentSchema = attainmentSchema
  .extend({ metric: z.enum(slaMetrics), priority: z.int().min(1).max(4) })
  .meta({ id: "TargetAttainment" })

export function targetAttainmentJson(counts: TargetCounts) {
  return { metric: counts.metric, priority: counts.priority, ...shares(counts) }
}

const breachReasonSchema = z.object({
  cause: z.enum(breachCauses),
  text: z.string(),
  notedBy: z.string(),
  notedAt: time,
})

export const exclusionSchema = z
  .object({
    id,
    clock: id,
    kind: z.enum(exclusionKinds),
    seconds: z.int().nullable().meta({ description: "Service seconds; null for the clock as a whole" }),
    reason: z.string(),
    state: z.enum(["requested", "approved", "refused"]),
    requestedBy: z.string(),
    requestedAt: time,
    decidedBy: z.string().nullable(),
    decidedAt: maybeTime,
    decision: z.string().nullable(),
    contest: z
      .enum(["open", "upheld", "rejected"])
      .nullable()
      .meta({ description: "The client's objection; an upheld one makes it count again" }),
    contestReason: z.string().nullable(),
    contestedBy: z.string().nullable(),
    contestedAt: maybeTime,
    contestDecidedBy: z.string().nullable(),
    contestDecidedAt: maybeTime,
  })
  .meta({ id: "SlaExclusion" })

export function exclusionJson(exclusion: ExclusionView) {
  const { kind, seconds, reason, state, decision, contest, contestReason } = exclusion
  return {
    ...{ id: exclusion.id, clock: exclusion.clockId, kind, seconds, reason, state },
    ...{ requestedBy: exclusion.requestedByName, requestedAt: at(exclusion.requestedAt) },
    ...{ decidedBy: exclusion.decidedByName, decidedAt: at(exclusion.decidedAt), decision },
    ...{ contest, contestReason, contestedBy: exclusion.contestedByName },
    contestedAt: at(exclusion.contestedAt),
    contestDecidedBy: exclusion.contestDecidedByName,
    contestDecidedAt: at(exclusion.contestDecidedAt),
  }
}

export const breachSchema = z
  .object({
    clock: id,
    incident: id.nullable(),
    alert: id.nullable(),
    title: z.string(),
    metric: z.enum(slaMetrics),
    cycle: z.int(),
    priority: z.int(),
    state: z.enum(["running", "paused", "missed", "cancelled"]),
    targetSeconds: z.int(),
    elapsedSeconds: z.number().nullable().meta({ description: "Null while it runs" }),
    startedAt: time,
    dueAt: maybeTime,
    breachedAt: time,
    cause: z.string(),
    endedAt: maybeTime,
    reason: breachReasonSchema.nullable(),
    exclusions: z.array(exclusionSchema),
  })
  .meta({ id: "SlaBreach" })

export function breachJson(miss: JudgedClock) {
  const { id: clock, title, metric, cycle, priority, state, targetSeconds } = miss
  return {
    ...{ clock, incident: miss.incidentId, alert: miss.alertId, title, metric, cycle, priority, state },
    targetSeconds,
    elapsedSeconds: state === "running" ? null : miss.elapsedSeconds,
    ...{ startedAt: at(miss.startedAt), dueAt: at(miss.dueAt), breachedAt: at(miss.judgedAt) },
    cause: miss.breachCause ?? "due_passed",
    endedAt: at(miss.endedAt),
    reason: miss.reason && {
      ...{ cause: miss.reason.cause, text: miss.reason.text },
      ...{ notedBy: miss.reason.notedByName, notedAt: at(miss.reason.notedAt) },
    },
    exclusions: miss.exclusions.map(exclusionJson),
  }
}
