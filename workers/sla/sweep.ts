import { inSlaSweep } from "#db/sla-door.ts"
import { type Instant, plusSeconds, Temporal } from "#app/kernel/time.ts"
import { type DueKind, findDue, noteDue, type Stretch } from "./store.ts"

/** Clocks looked at in one statement: the next follows at once while there are more. */
export const sweepSize = 20_000

/**
 * How far each sweep looks back over the last, in seconds: a clock whose transaction committed behind the sweep is found
 * by the next. Longer than any transaction lasts.
 */
const overlapSeconds = 60

/**
 * Notes what comes about by time alone: clocks breached, clocks at risk and levels reached, each at the moment it came
 * about, whenever it is found. It goes forward from where it last was, and over everything the first time; what is noted
 * twice is noted once, and an outcome never depends on it.
 */
export class Sweep {
  #upTo: Instant | null = null

  /** @param now up to when; a deadline at this very moment has not passed */
  async run(now: Instant = Temporal.Now.instant()): Promise<void> {
    const stretch = { from: this.#upTo && plusSeconds(this.#upTo, -overlapSeconds), to: now }
    const kinds = await inSlaSweep((db) => findDue(db, stretch))
    await Promise.all(kinds.map((kind) => noteAll(kind, stretch)))
    this.#upTo = now
  }
}

/** A statement for each `sweepSize` clocks: the next starts just after the last moment of the one before. */
async function noteAll(kind: DueKind, { from, to }: Stretch): Promise<void> {
  for (let start = from, more = true; more;) {
    const { clocks, last } = await inSlaSweep((db) => noteDue(db, kind, { from: start, to }, sweepSize))
    more = clocks >= sweepSize && last !== null
    start = last?.add({ microseconds: 1 }) ?? null
  }
}
