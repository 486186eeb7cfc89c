import type { TenantId } from "#app/kernel/ids.ts"
import { comeBack, unauthorized } from "./answer.ts"
import { FairQueue } from "./fair-queue.ts"
import { flush, retryAfterSeconds, waiting, wakesPerSecond } from "./limits.ts"
import type { InboxRow } from "./inbox-row.ts"
import type { Line } from "./line.ts"
import { storeGroup } from "./store-group.ts"

type Waiter = {
  readonly tenantId: TenantId
  readonly row: InboxRow
  readonly bytes: number
  readonly resolve: (receipt: string) => void
  readonly reject: (error: unknown) => void
}

/**
 * Commits deliveries in groups, without a timer: an idle lane flushes at once, and what arrives during a flush shares the
 * next. Two lanes, each on a connection of its own. A receipt is given only after the commit that holds its row.
 */
export class GroupCommit {
  readonly #lanes: readonly Lane[]
  readonly #queue = new FairQueue<Waiter>(waiting)
  #lastWake = 0
  readonly counts = { flushes: 0, rows: 0, failed: 0 }
  readonly #onFailure: (error: unknown, rows: number) => void

  constructor(lines: readonly Line[], onFailure: (error: unknown, rows: number) => void) {
    this.#lanes = lines.map((line) => ({ line, busy: false }))
    this.#onFailure = onFailure
  }

  get waitingRows(): number {
    return this.#queue.size
  }

  /**
   * @returns the receipt: the delivery's id, or the first one's when its idempotency key had been used
   * @throws Refusal 429 when too much waits already; 503 when the database does not take it; 401 for a credential revoked meanwhile
   */
  accept(row: InboxRow, bytes: number): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#queue.add({ tenantId: row.tenant, row, bytes, resolve, reject })) return this.#kick()
      reject(comeBack(429, "Too many deliveries are waiting. Send it again later.", retryAfterSeconds))
    })
  }

  /** Waits until everything that was accepted is answered. */
  async drain(): Promise<void> {
    while (this.#queue.size > 0 || this.#lanes.some((lane) => lane.busy))
      await new Promise((resolve) => setTimeout(resolve, 5))
  }

  #kick(): void {
    const idle = this.#lanes.find((lane) => !lane.busy)
    if (idle && this.#queue.size > 0) void this.#run(idle)
  }

  async #run(lane: Lane): Promise<void> {
    lane.busy = true
    while (this.#queue.size > 0) await this.#flush(lane, this.#queue.take(flush))
    lane.busy = false
  }

  async #flush(lane: Lane, group: readonly Waiter[]): Promise<void> {
    this.counts.flushes++
    try {
      const wake = this.#wakes()
      const rows = group.map(({ row }) => row)
      const notStored = await lane.line.ask((sql) => storeGroup(sql, rows, wake))
      for (const { row, resolve, reject } of group) {
        const first = notStored.get(row.id)
        if (first === null) reject(unauthorized())
        else resolve(first ?? row.id)
      }
      this.counts.rows += group.length
    } catch (error) {
      // Committed or not, nobody was promised anything: the sender comes again.
      this.counts.failed += group.length
      this.#onFailure(error, group.length)
      for (const { reject } of group)
        reject(
          comeBack(503, "The database cannot take deliveries right now. Send it again.", retryAfterSeconds),
        )
    }
  }

  #wakes(): boolean {
    const now = performance.now()
    if (now - this.#lastWake < 1000 / wakesPerSecond) return false
    this.#lastWake = now
    return true
  }
}

type Lane = { readonly line: Line; busy: boolean }
