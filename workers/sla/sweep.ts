import { inSlaSweep } from "#db/sla-door.ts"
import { type Instant, plusSeconds, Temporal } from "#app/kernel/time.ts"
import { noteAtRisk, noteBreaches, type Noted } from "./store.ts"

/** Clocks looked at in one statement: the next follows at once while there are more. */
export const sweepSize = 20_000

/**
 * How far each sweep looks back over the last, in seconds: a clock whose transaction committed behind the sweep is found
 * by the next. Longer than any transaction lasts.
 */
const overlapSeconds = 60

/**
 * Notes what comes about by time alone: clocks at risk and clocks breached, each at the moment it came about, whenever it
 * is found. It goes forward from where it last was, and over everything the first time; what is noted twice is noted
 * once, and an outcome never depends on it.
 */
export class Sweep {
  #upTo: Instant | null = null

  /** @param now up to when; a deadline at this very moment has not passed */
  async run(now: Instant = Temporal.Now.instant()): Promise<void> {
    const from = this.#upTo && plusSeconds(this.#upTo, -overlapSeconds)
    const left = await inSlaSweep(async (tx) => [
      { note: noteBreaches, next: nextOf(from, await noteBreaches(tx, { from, to: now }, sweepSize)) },
      { note: noteAtRisk, next: nextOf(from, await noteAtRisk(tx, { from, to: now }, sweepSize)) },
    ])
    for (const { note, next } of left)
      for (let start = next; start;) {
        const noted = await inSlaSweep((tx) => note(tx, { from: start, to: now }, sweepSize))
        start = nextOf(start, noted)
      }
    this.#upTo = now
  }
}

/** Where the next statement starts, when the last one was full; null when all are noted. */
function nextOf(from: Instant | null, { clocks, last }: Noted): Instant | null {
  return clocks < sweepSize || !last || (from && last.equals(from)) ? null : last
}
