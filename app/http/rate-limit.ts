/** Keys remembered at most; the one unused for longest is forgotten first. */
const remembered = 10_000

/** So many takes at once for each key, then one every so many seconds. Kept in this process. */
export class RateLimit {
  readonly #burst: number
  readonly #secondsPerTake: number
  readonly #keys = new Map<string, { tokens: number; at: number }>()

  constructor({ burst, secondsPerTake }: { readonly burst: number; readonly secondsPerTake: number }) {
    this.#burst = burst
    this.#secondsPerTake = secondsPerTake
  }

  /** Counts a take; gives the seconds to wait where there were too many. @param now epoch milliseconds */
  take(key: string, now: number): number {
    const state = this.#keys.get(key) ?? { tokens: this.#burst, at: now }
    const gained = Math.max(0, now - state.at) / 1000 / this.#secondsPerTake
    const tokens = Math.min(this.#burst, state.tokens + gained)
    const allowed = tokens >= 1
    this.#keys.delete(key)
    this.#keys.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now })
    const oldest = this.#keys.keys().next().value
    if (this.#keys.size > remembered && oldest !== undefined) this.#keys.delete(oldest)
    return allowed ? 0 : (1 - tokens) * this.#secondsPerTake
  }
}
