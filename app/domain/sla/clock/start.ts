import { type Micros, microsFrom } from "../calendar/micros.ts"
import type { HoldSpell } from "./holds.ts"
import { pausesUnder } from "./holds.ts"
import type { SlaMetric } from "./metric.ts"
import type { Policy, Target } from "./policy.ts"
import { noted, recounted, type Run } from "./run.ts"
import { settle } from "./settle.ts"

export type Start = {
  readonly metric: SlaMetric
  readonly cycle: number
  readonly handoff: string | null
  /** May lie before `at`: an outage counts from its beginning, not from when it was found. */
  readonly startedAt: Micros
  readonly at: Micros
  readonly policy: Policy
  readonly target: Target | null
  readonly holds: readonly HoldSpell[]
}

/** A run that starts. Holds the record was in since the start are its pauses. */
export function start({ at, holds, target, ...of }: Start): Run {
  const { pauses, now } = pausesUnder(target, holds, of.startedAt, at)
  const since = pauses.at(-1)?.to ?? of.startedAt
  const run: Run = {
    ...of,
    commitment: target && { target, allowance: microsFrom(target.seconds) },
    targetSince: target ? at : of.startedAt,
    pauses,
    accrued: 0,
    phase: now ? { kind: "paused", ...now } : { kind: "running", since },
    ...{ firstStoppedAt: null, warnedAt: null, breach: null, trail: [] },
  }
  const started = noted(recounted(run), "started", of.startedAt, target ? "target" : "no_commitment")
  const history = pauses.reduce(
    (r, p) => noted(noted(r, "paused", p.from, p.reason), "resumed", p.to, p.reason),
    started,
  )
  return settle(now ? noted(history, "paused", now.since, now.reason) : history, at)
}
