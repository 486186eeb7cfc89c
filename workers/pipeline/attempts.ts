import type { DeliveryId } from "#app/kernel/ids.ts"

/** Tries a delivery has while what fails is not its own fault; then it goes to quarantine and waits for a person. */
export const maxAttempts = 5
/** Wait after the first failure; doubled by each further one: half a second to four seconds. */
const firstWaitMilliseconds = 500

/** Whether the database as a whole is away: then nothing is tried, and nothing counts as a try. */
export function isOutage(code: string): boolean {
  return /^(08|53|57P|58|CONNECT|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT)/.test(code)
}

/**
 * How often deliveries failed through no fault of theirs (a cancelled statement, a lock that never came free), and until
 * when each is left alone. Kept by the process: after a restart the count begins again.
 */
export class Attempts {
  readonly #failed = new Map<DeliveryId, { readonly count: number; readonly until: number }>()

  /** Counts a failure; true when it was the last try. @param now epoch milliseconds */
  fail(id: DeliveryId, now: number): boolean {
    const count = (this.#failed.get(id)?.count ?? 0) + 1
    if (count >= maxAttempts) {
      this.#failed.delete(id)
      return true
    }
    this.#failed.set(id, { count, until: now + firstWaitMilliseconds * 2 ** (count - 1) })
    return false
  }

  succeed(ids: readonly DeliveryId[]): void {
    if (this.#failed.size > 0) for (const id of ids) this.#failed.delete(id)
  }

  /** Those whose wait is not over. @param now epoch milliseconds */
  waiting(now: number): DeliveryId[] {
    return [...this.#failed].flatMap(([id, { until }]) => (until > now ? [id] : []))
  }
}
