import type { TenantId } from "#app/kernel/ids.ts"
import type { Credential } from "./credentials.ts"
import { backpressure } from "./limits.ts"
import { type Head, holdFor, type Oldest, seen } from "./oldest-waiting.ts"
import { TokenBucket } from "./token-bucket.ts"

type Source = {
  underWay: number
  /** Answers nobody waits for. */
  readonly free: TokenBucket
}

/**
 * Keeps a source that sends as fast as it is answered from running far ahead of the pipeline: what it sends is stored at
 * once, and answered a little later while its client's deliveries wait. A source with few requests under way never waits, and
 * some answers a second none waits for, whatever another source of its client does.
 */
export class Backpressure {
  readonly #oldest: (clients: readonly TenantId[]) => Promise<readonly Oldest[]>
  readonly #sources = new WeakMap<Credential, Source>()
  /** Clients with a source that sends that fast, and when it did so last. */
  readonly #fast = new Map<TenantId, number>()
  readonly #waits = new Set<() => void>()
  #heads: ReadonlyMap<TenantId, Head> = new Map()
  #looking = false
  #ends = false
  /** Answers held back since the start. */
  held = 0

  /** @param oldest the delivery of each client that has waited longest */
  constructor(oldest: (clients: readonly TenantId[]) => Promise<readonly Oldest[]>) {
    this.#oldest = oldest
  }

  /** Does what stores a delivery, and comes back when it is to be answered. */
  async hold<T>(credential: Credential, store: () => Promise<T>): Promise<T> {
    const source = this.#sourceOf(credential)
    source.underWay++
    try {
      const stored = await store()
      if (!this.#ends && isFast(source, performance.now())) await this.#waitFor(credential.tenantId)
      return stored
    } finally {
      source.underWay--
    }
  }

  async #waitFor(client: TenantId): Promise<void> {
    const now = performance.now()
    this.#fast.set(client, now)
    if (!this.#looking) void this.#look()
    const milliseconds = holdFor(this.#heads.get(client), now)
    if (milliseconds === 0) return
    this.held++
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#waits.delete(end)
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      this.#waits.add(end)
    })
  }

  /** Answers what is held back, and holds nothing any more. */
  end(): void {
    this.#ends = true
    for (const end of [...this.#waits]) end()
  }

  #sourceOf(credential: Credential): Source {
    const known = this.#sources.get(credential)
    if (known) return known
    const { freePerSecond } = backpressure
    const fresh = { underWay: 0, free: new TokenBucket(freePerSecond, freePerSecond, performance.now()) }
    this.#sources.set(credential, fresh)
    return fresh
  }

  /** Looks every now and then for as long as some source sends that fast. */
  async #look(): Promise<void> {
    this.#looking = true
    for (let clients = this.#clients(); clients.length > 0; clients = this.#clients()) {
      const began = performance.now()
      // Where the database does not say, nobody is held.
      this.#heads = await this.#headsOf(clients).catch(() => new Map<TenantId, Head>())
      // A look that takes long is one the database can ill afford.
      const wait = Math.max(backpressure.lookEveryMs, performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, wait).unref())
    }
    this.#looking = false
  }

  #clients(): TenantId[] {
    const since = performance.now() - backpressure.stillMs
    for (const [client, at] of this.#fast) if (this.#ends || at < since) this.#fast.delete(client)
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

const isFast = ({ underWay, free }: Source, now: number) =>
  underWay > backpressure.parallel && free.take(now) > 0
