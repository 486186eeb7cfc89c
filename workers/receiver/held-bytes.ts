import type { SourceId } from "#app/kernel/ids.ts"

/**
 * What the bodies under way hold of memory. Bounded for all, so that no crowd of senders ends the process, and for each
 * source, so that none of them can take all of it from the others.
 */
export class HeldBytes {
  readonly #limits: { readonly total: number; readonly perSource: number }
  readonly #bySource = new Map<SourceId, number>()
  #total = 0

  constructor(limits: { readonly total: number; readonly perSource: number }) {
    this.#limits = limits
  }

  get total(): number {
    return this.#total
  }

  /** One request's share. `take` is false when there is no room; `release` gives all of it back. */
  share(source: SourceId): { readonly take: (bytes: number) => boolean; readonly release: () => void } {
    let mine = 0
    return {
      take: (bytes) => {
        const ofSource = (this.#bySource.get(source) ?? 0) + bytes
        if (ofSource > this.#limits.perSource || this.#total + bytes > this.#limits.total) return false
        this.#bySource.set(source, ofSource)
        this.#total += bytes
        mine += bytes
        return true
      },
      release: () => {
        const left = (this.#bySource.get(source) ?? 0) - mine
        if (left > 0) this.#bySource.set(source, left)
        else this.#bySource.delete(source)
        this.#total -= mine
        mine = 0
      },
    }
  }
}
