import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Credential } from "./credentials.ts"
import { backpressure } from "./limits.ts"
import { type Head, holdFor, type Oldest, seen } from "./oldest-waiting.ts"

/**
 * Keeps a source that sends as fast as it is answered from running far ahead of the pipeline: what it sends is stored at
 * once, and answered a little later while much of its client's waits. One that has few requests under way is never held,
 * whatever another source of its client does.
 */
export class Backpressure {
  readonly #oldest: (clients: readonly TenantId[]) => Promise<readonly Oldest[]>
  readonly #underWay = new Map<SourceId, number>()
  /** Clients with a source that sends that fast, and when it did so last. */
  readonly #fast = new Map<TenantId, number>()
  #heads: ReadonlyMap<TenantId, Head> = new Map()
  #looking = false
  /** Answers held back since the start. */
  held = 0

  /** @param oldest the delivery of each client that has waited longest */
  constructor(oldest: (clients: readonly TenantId[]) => Promise<readonly Oldest[]>) {
    this.#oldest = oldest
  }

  /** Does the work of a request, which is durable when it is done, and comes back when its answer is due. */
  async hold<T>({ sourceId, tenantId }: Credential, work: () => Promise<T>): Promise<T> {
    this.#count(sourceId, 1)
    try {
      const done = await work()
      if ((this.#underWay.get(sourceId) ?? 0) > backpressure.parallel) await this.#waitFor(tenantId)
      return done
    } finally {
      this.#count(sourceId, -1)
    }
  }

  #count(source: SourceId, change: 1 | -1): void {
    const n = (this.#underWay.get(source) ?? 0) + change
    if (n > 0) this.#underWay.set(source, n)
    else this.#underWay.delete(source)
  }

  async #waitFor(client: TenantId): Promise<void> {
    const now = performance.now()
    this.#fast.set(client, now)
    if (!this.#looking) void this.#look()
    const milliseconds = holdFor(this.#heads.get(client), now)
    if (milliseconds === 0) return
    this.held++
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
  }

  /** Looks every now and then for as long as some source sends that fast. */
  async #look(): Promise<void> {
    this.#looking = true
    for (let clients = this.#clients(); clients.length > 0; clients = this.#clients()) {
      // Where the database does not say, nobody is held.
      this.#heads = await this.#headsOf(clients).catch(() => new Map<TenantId, Head>())
      await new Promise((resolve) => setTimeout(resolve, backpressure.lookEveryMs).unref())
    }
    this.#looking = false
  }

  #clients(): TenantId[] {
    const since = performance.now() - backpressure.stillMs
    for (const [client, at] of this.#fast) if (at < since) this.#fast.delete(client)
    return [...this.#fast.keys()]
  }

  async #headsOf(clients: readonly TenantId[]): Promise<Map<TenantId, Head>> {
    const rows = await this.#oldest(clients)
    const now = performance.now()
    return new Map(
      rows.map(({ tenant, id }) => [tenant, seen(this.#heads.get(tenant), id, now, Date.now())] as const),
    )
  }
}
