import * as z from "zod"
import type { LevelTold } from "#app/domain/incidents/levels-told.server.ts"
import { microsOf } from "#app/domain/sla/calendar/micros.ts"
import { slaMetrics } from "#app/domain/sla/clock/metric.ts"
import { levelRoles } from "#app/domain/sla/clock/policy.ts"
import { settle } from "#app/domain/sla/clock/settle.ts"
import { levelsOf } from "#app/domain/sla/explain/levels.ts"
import { explain } from "#app/domain/sla/explain/sentence.ts"
import type { ClockLine } from "#app/domain/sla/record/read.server.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What the API answers of an incident's clocks, to the provider's people alone. Times are RFC 3339 in UTC. */

const time = z.iso.datetime({ offset: true }).meta({ examples: ["2026-03-27T08:15:00Z"] })
const maybeTime = time.nullable()
const at = (instant: Instant | null) => instant?.toString() ?? null

const levelSchema = z
  .object({
    id: z.string(),
    share: z.number().meta({ description: "Of the target; 1 is all of it" }),
    tells: z.enum(levelRoles).meta({ description: "Whom the policy names" }),
    reachedAt: maybeTime,
    expectedAt: maybeTime.meta({ description: "If nothing happens; null once reached, paused or over" }),
    toldAt: maybeTime.meta({ description: "May be later than `reachedAt`: what is not urgent is gathered" }),
    told: z.array(z.string()).meta({ description: "The people who were mailed, by name" }),
  })
  .meta({ id: "ClockLevel" })

export const clockSchema = z
  .object({
    id: z.uuid(),
    metric: z.enum(slaMetrics),
    cycle: z.int().meta({ description: "Counts from 1 within the metric" }),
    priority: z.int(),
    state: z.enum(["running", "paused", "breached", "met", "missed", "cancelled"]),
    targetSeconds: z.int(),
    elapsedSeconds: z.number().meta({ description: "Service seconds in the target's calendar" }),
    calendar: z.string(),
    startedAt: time,
    dueAt: maybeTime.meta({ description: "Null while it is paused short of its target" }),
    breachedAt: maybeTime,
    stoppedAt: maybeTime,
    explanation: z.string().meta({ description: "Why it is due then, in words" }),
    levels: z.array(levelSchema),
  })
  .meta({ id: "Clock" })

/** @param told of the clock's incident */
export function clockJson(clock: ClockLine, told: readonly LevelTold[], now: Instant) {
  const { id: clockId, metric, cycle, target, state, breach, elapsedSeconds } = clock
  return {
    ...{ id: clockId, metric, cycle, priority: target.priority, elapsedSeconds },
    state: breach && state.kind === "running" ? ("breached" as const) : state.kind,
    targetSeconds: target.seconds,
    calendar: target.calendar.name,
    startedAt: at(clock.startedAt),
    dueAt: at(clock.dueAt),
    breachedAt: at(breach?.at ?? null),
    stoppedAt: at("at" in state ? state.at : null),
    explanation: explain(clock.run, now),
    levels: levelsJson(clock, told, now),
  }
}

function levelsJson(clock: ClockLine, told: readonly LevelTold[], now: Instant) {
  return levelsOf(settle(clock.run, microsOf(now))).map(({ reachedAt, expectedAt, tell, ...level }) => {
    const mailed = told.find((one) => one.clockId === clock.id && one.level === level.id)
    return {
      ...level,
      tells: tell,
      reachedAt: at(reachedAt),
      expectedAt: at(expectedAt),
      toldAt: at(mailed?.at ?? null),
      told: [...(mailed?.people ?? [])],
    }
  })
}
