import type { Instant } from "#app/kernel/time.ts"
import type { Policy } from "../clock/policy.ts"
import { apply, type History, replay } from "../clock/replay.ts"
import { type EventRow, eventsOf, retracted } from "./event-json.ts"
import { type ClockColumns, type ClockName, nearestDue, projectClocks } from "./project.ts"

/** What further events do to a record's clocks. */
export type Advance = {
  /** Clocks that are new or other than before: what has to be written. */
  readonly changed: readonly ClockColumns[]
  /** Clocks that, by what has come late or was taken back, never began. */
  readonly gone: readonly ClockName[]
  /** The nearest deadline that is left. */
  readonly dueAt: Instant | null
}

/**
 * Takes further events into a record: one by one where they come after what is known, else by replaying the whole. Both
 * give the same.
 *
 * @param before the rows there were
 * @param added the new ones, in any order
 */
export function advance(
  versions: readonly Policy[],
  before: readonly EventRow[],
  added: readonly EventRow[],
): Advance {
  const old = replay(versions, eventsOf(before, versions))
  const next = take(versions, old, before, added)
  const clocks = projectClocks(next)
  const had = projectClocks(old)
  const known = new Map(had.map((clock) => [keyOf(clock), JSON.stringify(clock)]))
  const has = new Set(clocks.map(keyOf))
  return {
    changed: clocks.filter((clock) => known.get(keyOf(clock)) !== JSON.stringify(clock)),
    gone: had.filter((clock) => !has.has(keyOf(clock))).map(({ metric, cycle }) => ({ metric, cycle })),
    dueAt: nearestDue(clocks),
  }
}

function take(
  versions: readonly Policy[],
  old: History,
  before: readonly EventRow[],
  added: readonly EventRow[],
): History {
  const whole = () => replay(versions, eventsOf([...before, ...added], versions))
  if (added.some((row) => row.kind === retracted)) return whole()
  let history = old
  for (const event of eventsOf(added, versions)) {
    const applied = apply(history, event)
    if (!applied.ok) return whole()
    history = applied.value
  }
  return history
}

const keyOf = (clock: ClockName) => `${clock.metric} ${clock.cycle}`
