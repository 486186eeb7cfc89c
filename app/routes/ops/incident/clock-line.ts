import { type CorrectionView, standingOf } from "#app/domain/sla/corrections/correction.ts"
import type { ClockLine } from "#app/domain/sla/record/read.server.ts"
import { instantOf, microsOf } from "#app/domain/sla/calendar/micros.ts"
import { settle } from "#app/domain/sla/clock/settle.ts"
import { explainLevels } from "#app/domain/sla/explain/levels.ts"
import { explain } from "#app/domain/sla/explain/sentence.ts"
import { pictureOf } from "#app/domain/sla/explain/segments.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { Instant } from "#app/kernel/time.ts"
import { correctionLine } from "../../shared/sla/correction-line.ts"

/**
 * What a screen is given of one clock: numbers, words and the line to draw, all as of one moment.
 *
 * @param corrections what was asked of its stop, oldest first
 */
export function clockOf(clock: ClockLine, now: Instant, corrections: readonly CorrectionView[] = []) {
  const text = (at: Instant | null) => at?.toString() ?? null
  const { segments, marks } = pictureOf(clock.run, now)
  const { phase } = clock.run
  const endedAt = phase.kind === "stopped" ? instantOf(phase.at) : null
  const standing = standingOf(corrections, { endedAt })
  return {
    id: clock.id,
    name: clock.cycle > 1 ? `${metricWords[clock.metric]} ${clock.cycle}` : metricWords[clock.metric],
    state: clock.breach && clock.state.kind === "running" ? ("breached" as const) : clock.state.kind,
    isBreached: clock.breach !== null,
    pauseReason: clock.state.kind === "paused" ? clock.state.reason : null,
    targetSeconds: clock.target.seconds,
    elapsedSeconds: clock.elapsedSeconds,
    secondsLeft: clock.secondsLeft,
    startedAt: clock.startedAt.toString(),
    dueAt: text(clock.dueAt),
    why: explain(clock.run, now),
    levels: explainLevels(settle(clock.run, microsOf(now))),
    /** It has a stop that may be put elsewhere. */
    hasStopped: endedAt !== null,
    correction: standing && correctionLine(standing),
    calendar: clock.target.calendar.name,
    zone: clock.target.calendar.zone,
    segments: segments.map(({ from, to, ...segment }) => ({
      ...segment,
      from: from.epochMilliseconds,
      to: to.epochMilliseconds,
    })),
    marks: marks.map(({ at, ...mark }) => ({ ...mark, at: at.epochMilliseconds })),
  }
}

export type ShownClock = ReturnType<typeof clockOf>
