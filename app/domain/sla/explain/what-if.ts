import type { Instant } from "#app/kernel/time.ts"
import { microsOf } from "../calendar/micros.ts"
import type { Policy, Target } from "../clock/policy.ts"
import type { Run } from "../clock/run.ts"
import { start } from "../clock/start.ts"
import { type Picture, pictureOf } from "./segments.ts"
import { explain } from "./sentence.ts"
import { walk, type Walk } from "./walk.ts"

export type WhatIf = Walk & {
  readonly sentence: string
  readonly picture: Picture
  readonly atRiskAt: Instant | null
}

/** When a clock that started at a moment would be due, and why: nothing pauses it and nobody answers. */
export function whatIf(policy: Policy, target: Target, startedAt: Instant): WhatIf {
  const at = microsOf(startedAt)
  const run: Run = start({
    ...{ metric: target.metric, cycle: 1, handoff: null, startedAt: at, at, policy, target, holds: [] },
  })
  const way = walk(target.calendar, startedAt, target.seconds)
  const picture = pictureOf(run, way.dueAt ?? startedAt)
  const atRiskAt = picture.marks.find((mark) => mark.kind === "at_risk")?.at ?? null
  return { ...way, sentence: explain(run, startedAt), picture, atRiskAt }
}
