/** Tries an address has at once, and seconds until it gets another: guessing is slowed, nobody is locked out for good. */
const burst = 8
const secondsPerTry = 15
const remembered = 10_000

/** Slows sign-in tries for one address, known or not, in this process. */
class SignInLimit {
  readonly #tries = new Map<string, { tokens: number; at: number }>()

  /** Counts a try; gives the seconds to wait where there were too many. @param now epoch milliseconds */
  take(address: string, now: number): number {
    const state = this.#tries.get(address) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, state.tokens + (now - state.at) / 1000 / secondsPerTry)
    const allowed = tokens >= 1
    this.#tries.delete(address)
    this.#tries.set(address, { tokens: allowed ? tokens - 1 : tokens, at: now })
    const oldest = this.#tries.keys().next().value
    if (this.#tries.size > remembered && oldest !== undefined) this.#tries.delete(oldest)
    return allowed ? 0 : (1 - tokens) * secondsPerTry
  }
}

export const signInLimit = new SignInLimit()
