/** The delivery that has waited longest, as one look found it. */
export type Waiting = { readonly id: string; readonly seconds: number } | null

/**
 * Tells from one look to the next whether the inbox is drained: while the oldest delivery is another each time, workers are
 * at it, however long a backlog one client has. A machine must not be taken out of service for that.
 */
export class DrainWatch {
  readonly #patienceSeconds: number
  #oldest: { readonly id: string; readonly since: number } | null = null

  constructor(patienceSeconds: number) {
    this.#patienceSeconds = patienceSeconds
  }

  /** @param now milliseconds of a clock that does not step @returns true when nothing has moved for too long */
  isStalled(waiting: Waiting, now: number): boolean {
    if (!waiting) {
      this.#oldest = null
      return false
    }
    if (this.#oldest?.id === waiting.id)
      return (
        waiting.seconds > this.#patienceSeconds && (now - this.#oldest.since) / 1000 > this.#patienceSeconds
      )
    this.#oldest = { id: waiting.id, since: now }
    return false
  }
}
