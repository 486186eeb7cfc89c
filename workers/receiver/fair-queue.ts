import type { TenantId } from "#app/kernel/ids.ts"

export type Weighed = { readonly tenantId: TenantId; readonly bytes: number }
type Limit = { readonly rows: number; readonly bytes: number }
type Line<T> = { items: T[]; next: number; bytes: number }

/**
 * What waits for its commit, dealt out one a client in turn: whoever sends most waits behind itself. Within a client the
 * order of arrival stays. Bounded for all, and for each client to half of that, so that none can fill it for the others.
 */
export class FairQueue<T extends Weighed> {
  readonly #limit: Limit
  /** Clients with something waiting, in the order of their turns. */
  readonly #lines = new Map<TenantId, Line<T>>()
  #rows = 0
  #bytes = 0

  constructor(limit: Limit) {
    this.#limit = limit
  }

  get size(): number {
    return this.#rows
  }

  /** @returns false when there is no room for it */
  add(item: T): boolean {
    const line = this.#lines.get(item.tenantId)
    const ofClient = { rows: line ? line.items.length - line.next : 0, bytes: line?.bytes ?? 0 }
    if (isOver(this.#limit, this.#rows + 1, this.#bytes + item.bytes)) return false
    // One large body is always taken: half of the room for all may be less than one request may hold.
    if (ofClient.rows > 0 && isOver(half(this.#limit), ofClient.rows + 1, ofClient.bytes + item.bytes))
      return false
    if (line) {
      line.items.push(item)
      line.bytes += item.bytes
    } else this.#lines.set(item.tenantId, { items: [item], next: 0, bytes: item.bytes })
    this.#rows++
    this.#bytes += item.bytes
    return true
  }

  /** Takes so many, at least one where any waits; whoever had no turn is first the next time. */
  take(most: Limit): T[] {
    const taken: T[] = []
    let bytes = 0
    for (let first = this.#lines.entries().next(); !first.done; first = this.#lines.entries().next()) {
      const [tenantId, line] = first.value
      const item = line.items[line.next]
      if (!item || (taken.length > 0 && isOver(most, taken.length + 1, bytes + item.bytes))) break
      taken.push(item)
      bytes += item.bytes
      this.#advance(tenantId, line, item)
    }
    this.#rows -= taken.length
    this.#bytes -= bytes
    return taken
  }

  /** Behind everybody else, or gone when nothing of it is left. */
  #advance(tenantId: TenantId, line: Line<T>, item: T): void {
    line.next++
    line.bytes -= item.bytes
    if (line.next > 1000) {
      line.items = line.items.slice(line.next)
      line.next = 0
    }
    if (line.next < line.items.length && this.#lines.size === 1) return
    this.#lines.delete(tenantId)
    if (line.next < line.items.length) this.#lines.set(tenantId, line)
  }
}

const isOver = (limit: Limit, rows: number, bytes: number) => rows > limit.rows || bytes > limit.bytes
const half = ({ rows, bytes }: Limit): Limit => ({ rows: rows / 2, bytes: bytes / 2 })
