import { err, ok, type Result } from "#app/kernel/result.ts"
import { microsOf } from "../calendar/micros.ts"
import { evaluate, type State } from "./evaluate.ts"
import { nothingKnown } from "./facts.ts"
import type { Policy } from "./policy.ts"
import { compareEvents, type RecordEvent } from "./record-event.ts"

/**
 * The clocks of one record after some of its history. The last moment is kept apart from what was before it, because an
 * event that arrives later for the same moment is judged together with the others, not after them.
 */
export type History = {
  /** Versions of the policy that applies to the record. */
  readonly versions: readonly Policy[]
  readonly before: State
  readonly moment: readonly RecordEvent[]
  readonly now: State
}

export function emptyHistory(versions: readonly Policy[]): History {
  const nothing: State = { facts: nothingKnown, runs: [] }
  return { versions, before: nothing, moment: [], now: nothing }
}

/**
 * Takes in one more event. Of events at one moment the order of arrival makes no difference, and one that came before is
 * taken in once.
 *
 * @returns `late` for an event before the last moment: replay the whole history with it
 */
export function apply(history: History, event: RecordEvent): Result<History, "late"> {
  const [first] = history.moment
  const order = first ? microsOf(event.at) - microsOf(first.at) : 1
  if (order < 0) return err("late")
  if (order > 0) return ok(atMoment(history, history.now, [event]))
  if (history.moment.some((known) => known.id === event.id)) return ok(history)
  return ok(atMoment(history, history.before, [...history.moment, event].sort(compareEvents)))
}

/** The same from a whole history, in whatever order and however often its events come. */
export function replay(versions: readonly Policy[], events: readonly RecordEvent[]): History {
  const once = [...new Map(events.map((event) => [event.id, event])).values()].sort(compareEvents)
  return momentsOf(once).reduce(
    (history, moment) => atMoment(history, history.now, moment),
    emptyHistory(versions),
  )
}

function momentsOf(sorted: readonly RecordEvent[]): readonly (readonly RecordEvent[])[] {
  const moments: RecordEvent[][] = []
  for (const event of sorted) {
    const current = moments.at(-1)
    if (current?.[0] && microsOf(current[0].at) === microsOf(event.at)) current.push(event)
    else moments.push([event])
  }
  return moments
}

function atMoment(history: History, before: State, moment: readonly RecordEvent[]): History {
  return { ...history, before, moment, now: evaluate(before, moment, history.versions) }
}
