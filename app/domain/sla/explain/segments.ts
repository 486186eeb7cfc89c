import type { Instant } from "#app/kernel/time.ts"
import type { Calendar } from "../calendar/calendar.ts"
import { instantOf, type Micros, microsOf, secondsOf } from "../calendar/micros.ts"
import { openSpans } from "../calendar/open-spans.ts"
import { stretchAt } from "../calendar/stretch.ts"
import { activityOf, type PauseReason, type Run } from "../clock/run.ts"
import { atRiskOf, dueOf, levelsAhead } from "../clock/due.ts"
import { recordedStop } from "../clock/recorded-stop.ts"

/** A stretch of a clock's life in one colour. Half-open; neighbours touch. */
export type Segment = {
  readonly from: Instant
  readonly to: Instant
  /** Still to come, as it will be if nothing happens. */
  readonly isForecast: boolean
} & ({ readonly kind: "running" | "closed" } | { readonly kind: "paused"; readonly reason: PauseReason })

/** A moment to mark on the bar. */
export type Mark = { readonly at: Instant } & (
  | { readonly kind: "start" | "due" | "at_risk" | "level" | "breach" | "retarget" | "end" }
  /** Where a stop was recorded that is counted from elsewhere: it may lie after the end. */
  | { readonly kind: "recorded" }
  /** The zone's clocks go forward (above zero) or back, in seconds. */
  | { readonly kind: "clock_change"; readonly by: number }
)

export type Picture = { readonly segments: readonly Segment[]; readonly marks: readonly Mark[] }

type Piece = { from: Micros; to: Micros } & (
  | { kind: "running" | "closed" }
  | { kind: "paused"; reason: PauseReason }
)

/**
 * A clock as a bar to draw: from its start to its end, or to now or its deadline, whichever is later. Its lengths add up
 * to that time, those of `running` up to now to what elapsed. Empty without a commitment.
 */
export function pictureOf(run: Run, now: Instant): Picture {
  if (!run.commitment) return { segments: [], marks: [] }
  const { calendar } = run.commitment.target
  const { phase } = run
  const due = dueOf(run)
  const isOver = phase.kind === "stopped" || phase.kind === "cancelled"
  const seen = Math.max(microsOf(now), run.startedAt)
  const until = isOver ? phase.at : Math.max(seen, due ?? seen)
  const pieces = [...worked(run, calendar, until), ...paused(run, until)].sort((a, b) => a.from - b.from)
  const marks: Mark[] = [
    { kind: "start", at: instantOf(run.startedAt) },
    ...(due === null ? [] : [{ kind: "due", at: instantOf(due) } as const]),
    ...optional("at_risk", run.warnedAt ?? atRiskOf(run)),
    ...run.trail.flatMap((e) => (e.kind === "escalated" ? optional("level", e.at) : [])),
    ...levelsAhead(run).flatMap(({ at }) => optional("level", at)),
    ...optional("breach", run.breach?.at ?? null),
    ...run.trail.flatMap((e) => (e.kind === "retargeted" ? optional("retarget", e.at) : [])),
    ...clockChanges(calendar, run.startedAt, until),
    ...optional("end", isOver ? phase.at : null),
    ...optional("recorded", recordedStop(run)?.recordedAt ?? null),
  ]
  return { segments: pieces.flatMap((piece) => atNow(piece, isOver ? until : seen)), marks }
}

/** When the clocks of the calendar's zone change after one moment and up to another. */
export function clockChanges(calendar: Calendar, from: Micros, to: Micros) {
  const changes: Extract<Mark, { kind: "clock_change" }>[] = []
  if (calendar.hours.kind === "always") return changes
  for (let stretch = stretchAt(calendar.zone, from); stretch.to <= to;) {
    const next = stretchAt(calendar.zone, stretch.to)
    const by = secondsOf(next.offset - stretch.offset)
    changes.push({ kind: "clock_change", at: instantOf(stretch.to), by })
    stretch = next
  }
  return changes
}

function worked(run: Run, calendar: Calendar, until: Micros): Piece[] {
  return activityOf(run).flatMap((spell) => {
    const end = Math.min(spell.to ?? until, until)
    const pieces: Piece[] = []
    let at = spell.from
    for (const span of openSpans(calendar, spell.from, end)) {
      if (span.from > at) pieces.push({ kind: "closed", from: at, to: span.from })
      const last = pieces.at(-1)
      if (last?.kind === "running" && last.to === span.from) last.to = span.to
      else pieces.push({ kind: "running", ...span })
      at = span.to
    }
    return at < end ? [...pieces, { kind: "closed", from: at, to: end }] : pieces
  })
}

function paused(run: Run, until: Micros): Piece[] {
  const { phase } = run
  const ended = run.pauses.map((pause): Piece => ({ kind: "paused", ...pause }))
  if (phase.kind !== "paused" || phase.since >= until) return ended
  return [...ended, { kind: "paused", from: phase.since, to: until, reason: phase.reason }]
}

function atNow(piece: Piece, now: Micros): Segment[] {
  const halves = [
    { ...piece, to: Math.min(piece.to, now), isForecast: false },
    { ...piece, from: Math.max(piece.from, now), isForecast: true },
  ]
  return halves
    .filter((half) => half.from < half.to)
    .map((half) => ({ ...half, from: instantOf(half.from), to: instantOf(half.to) }))
}

function optional(
  kind: "at_risk" | "level" | "breach" | "retarget" | "end" | "recorded",
  at: Micros | null,
): Mark[] {
  return at === null ? [] : [{ kind, at: instantOf(at) }]
}
