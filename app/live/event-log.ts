import type { Change } from "#app/domain/changes/change.ts"

/** A change with its place in the stream; no change means "look at everything again". */
export type LoggedChange = { readonly id: string; readonly change: Change | null }

/** Changes remembered for browsers that reconnect. */
const remembered = 1000

/**
 * The last changes of this process, numbered so that a browser that lost its connection can say where it was. Ids carry
 * the life of the process: a restarted one does not know what it missed, and says so.
 */
export class EventLog {
  #life = Date.now().toString(36)
  #next = 1
  #changes: LoggedChange[] = []

  add(change: Change): LoggedChange {
    const logged = { id: `${this.#life}-${this.#next++}`, change }
    this.#changes.push(logged)
    if (this.#changes.length > remembered) this.#changes.shift()
    return logged
  }

  /** Begins a new life: whatever came before cannot be continued from. */
  restart(): LoggedChange {
    this.#life = `${Date.now().toString(36)}${this.#next}`
    this.#changes = []
    return { id: `${this.#life}-${this.#next++}`, change: null }
  }

  /** What came after the id; null when that is no longer known. */
  since(id: string): readonly LoggedChange[] | null {
    const [life, number] = id.split("-")
    if (life !== this.#life || !number) return null
    const seen = Number(number)
    const first = this.#changes[0]
    if (seen === this.#next - 1) return []
    if (!first || seen < Number(first.id.split("-")[1]) - 1 || seen >= this.#next) return null
    return this.#changes.filter((logged) => Number(logged.id.split("-")[1]) > seen)
  }
}
