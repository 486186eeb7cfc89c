/** A token bucket: `burst` at once, `ratePerSecond` in the long run. Time is passed in milliseconds. */
export class TokenBucket {
  #tokens: number
  #at: number
  readonly rate: number
  readonly burst: number

  constructor(ratePerSecond: number, burst: number, now: number) {
    this.rate = ratePerSecond
    this.burst = burst
    this.#tokens = burst
    this.#at = now
  }

  /** Takes one; gives the seconds to wait where there is none. */
  take(now: number): number {
    this.#tokens = Math.min(this.burst, this.#tokens + (Math.max(0, now - this.#at) / 1000) * this.rate)
    this.#at = now
    if (this.#tokens >= 1) {
      this.#tokens -= 1
      return 0
    }
    return (1 - this.#tokens) / this.rate
  }
}
