import { inSlaSweep } from "#db/sla-door.ts"
import { type Instant, isBefore, plusSeconds, Temporal } from "#app/kernel/time.ts"
import { noteAtRisk, noteBreaches, noteLevels, type Stretch } from "./store.ts"

/** Clocks looked at in one statement: the next follows at once while there are more. */
export const sweepSize = 20_000

/**
 * How far each sweep looks back over the last, in seconds: a clock whose transaction committed behind the sweep is found
 * by the next. Longer than any transaction lasts.
 */
const overlapSeconds = 60

/** How often levels are looked for, in seconds: nothing is late by one, and the tick in between asks no more for them. */
const levelSeconds = 5

/**
 * Notes what comes about by time alone: clocks at risk, clocks breached and levels reached, each at the moment it came about, whenever it
 * is found. It goes forward from where it last was, and over everything the first time; what is noted twice is noted
 * once, and an outcome never depends on it.
 */
export class Sweep {
  #upTo: Instant | null = null
  #levelsUpTo: Instant | null = null

  /** @param now up to when; a deadline at this very moment has not passed */
  async run(now: Instant = Temporal.Now.instant()): Promise<void> {
    const from = this.#upTo && plusSeconds(this.#upTo, -overlapSeconds)
    await Promise.all([noteBreaches, noteAtRisk].map((note) => noteAll(note, { from, to: now })))
    this.#upTo = now
    await this.#levels(now)
  }

  async #levels(now: Instant): Promise<void> {
    const last = this.#levelsUpTo
    if (last && isBefore(now, plusSeconds(last, levelSeconds))) return
    await noteAll(noteLevels, { from: last && plusSeconds(last, -overlapSeconds), to: now })
    this.#levelsUpTo = now
  }
}

/** A statement for each `sweepSize` clocks: the next starts just after the last deadline of the one before. */
async function noteAll(note: typeof noteBreaches, { from, to }: Stretch): Promise<void> {
  for (let start = from, more = true; more;) {
    const { clocks, last } = await inSlaSweep((db) => note(db, { from: start, to }, sweepSize))
    more = clocks >= sweepSize && last !== null
    start = last?.add({ microseconds: 1 }) ?? null
  }
}
