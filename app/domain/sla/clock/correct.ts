import type { Micros } from "../calendar/micros.ts"
import { type Breach, noted, type Pause, recounted, type Run } from "./run.ts"
import { settle } from "./settle.ts"

/**
 * Puts the stop of a run where it belongs: a call made in time and logged late, or a stop that was none of the kind. The
 * one act that takes a breach back, when the stop turns out not to be after it; therefore it has an event with its
 * reason. A moment before the start is none, and one to come is the moment of the correction.
 */
export function correctStop(run: Run, stoppedAt: Micros, at: Micros, reason: string): Run {
  const moved = Math.min(stoppedAt, at)
  if (run.phase.kind === "cancelled" || moved < run.startedAt) return run
  const pauses = allPauses(run, at)
    .filter((pause) => pause.from < moved)
    .map((pause) => ({ ...pause, to: Math.min(pause.to, moved) }))
  const since = pauses.reduce((latest, pause) => Math.max(latest, pause.to), run.startedAt)
  const running = recounted({ ...run, pauses, phase: { kind: "running", since } })
  const stopped: Run = {
    ...running,
    breach: breachBefore(running, moved),
    phase: { kind: "stopped", at: moved },
    firstStoppedAt: Math.min(run.firstStoppedAt ?? moved, moved),
  }
  return noted(recounted(stopped), "corrected", at, reason)
}

function breachBefore(run: Run, moved: Micros): Breach | null {
  if (run.breach) return run.breach.at < moved ? run.breach : null
  return settle(run, moved).breach
}

function allPauses(run: Run, at: Micros): readonly Pause[] {
  if (run.phase.kind !== "paused") return run.pauses
  return [...run.pauses, { from: run.phase.since, to: at, reason: run.phase.reason }]
}
