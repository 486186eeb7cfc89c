import { inSlaSweep } from "#db/sla-door.ts"
import type { Instant } from "#app/kernel/time.ts"
import { noteAtRisk, noteBreaches, type Swept } from "./store.ts"

/** Clocks noted at most in one statement: the next follows at once while there are more. */
export const sweepSize = 20_000

/**
 * Notes what came about by time alone: clocks that are at risk and clocks that breached, each with the moment it came
 * about, not the moment it was found. Gives how many.
 *
 * @param now up to when; a deadline at this very moment has not passed
 */
export async function sweepClocks(now?: Instant): Promise<number> {
  let total = 0
  for (let swept = sweepSize; swept >= sweepSize;) {
    swept = await inSlaSweep(async (tx) => {
      const at = now ?? tx.now
      const found: readonly Swept[] = [
        ...(await noteBreaches(tx, at, sweepSize)),
        ...(await noteAtRisk(tx, at, sweepSize)),
      ]
      return found.reduce((sum, { clocks }) => sum + clocks, 0)
    })
    total += swept
  }
  return total
}
