import type postgres from "postgres"
import { hashToken } from "#app/domain/sources/token.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { TokenBucket } from "./token-bucket.ts"

/** What a token opens: one source of one client. The tenant of a delivery comes from here and from nowhere else. */
export type Credential = {
  readonly hash: string
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly adapter: string
  readonly expiresAt: number
  readonly bucket: TokenBucket
}

type Row = {
  hash: string
  tenant: TenantId
  source: SourceId
  adapter: string
  rate: number
  burst: number
  expires: number | null
}

/** The live credentials of every source in memory, following each change of them. */
export class Credentials {
  readonly #sql: postgres.Sql
  #known = new Map<string, Credential>()
  #loading: Promise<void> | null = null
  #again = false
  #asked: { hashes: Set<string>; answer: Promise<void> } | null = null

  constructor(sql: postgres.Sql) {
    this.#sql = sql
  }

  /** Loads them and listens. A lost connection reloads when it is back: a change may have been missed. */
  async start(): Promise<void> {
    await this.#sql.listen(
      "credentials",
      () => void this.reload().catch(() => {}),
      () => void this.reload().catch(() => {}),
    )
    await this.reload()
  }

  /**
   * The credential of a token, or undefined. Unknown, revoked, expired and disabled tokens are all just not there, and all
   * take the same way: one look in memory and one shared look in the database.
   *
   * @throws when the database cannot be asked about a token that memory does not hold
   */
  async find(token: string, now: number): Promise<Credential | undefined> {
    const hash = hashToken(token)
    const known = this.#known.get(hash)
    if (known && known.expiresAt > now) return known
    await this.#askFor(hash)
    const fresh = this.#known.get(hash)
    return fresh && fresh.expiresAt > now ? fresh : undefined
  }

  /** Reads all anew; calls during a reload share one more after it. */
  async reload(): Promise<void> {
    if (this.#loading) {
      this.#again = true
      return this.#loading
    }
    this.#loading = this.#loadAll().finally(() => (this.#loading = null))
    await this.#loading
  }

  async #loadAll(): Promise<void> {
    do {
      this.#again = false
      const rows = await this.#select(null)
      const next = new Map<string, Credential>()
      for (const row of rows) next.set(row.hash, this.#credential(row))
      this.#known = next
    } while (this.#again)
  }

  /** All tokens missed at the same time are looked up together: a flood of bad tokens costs a query at a time. */
  async #askFor(hash: string): Promise<void> {
    if (!this.#asked || this.#asked.hashes.size >= 1000) {
      const hashes = new Set<string>()
      const answer = Promise.resolve().then(async () => {
        this.#asked = null
        for (const row of await this.#select([...hashes])) this.#known.set(row.hash, this.#credential(row))
      })
      this.#asked = { hashes, answer }
    }
    this.#asked.hashes.add(hash)
    await this.#asked.answer
  }

  #select(hashes: string[] | null): Promise<Row[]> {
    return this.#sql.begin(async (tx) => {
      await tx`select set_config('app.door', 'credentials', true)`
      return tx<Row[]>`
        select c.token_hash as hash, c.tenant_id as tenant, c.source_id as source, s.adapter, s.rate_per_second as rate, s.burst,
          (extract(epoch from c.expires_at) * 1000)::float8 as expires
        from source_credentials c join sources s on s.tenant_id = c.tenant_id and s.id = c.source_id
        where c.revoked_at is null and (c.expires_at is null or c.expires_at > now()) and s.enabled and s.deleted_at is null
          ${hashes ? tx`and c.token_hash = any (${hashes})` : tx``}`
    }) as Promise<Row[]>
  }

  /** A source keeps its bucket across reloads: changing one source must not refill another's. */
  #credential(row: Row): Credential {
    const before = this.#known.get(row.hash)
    const kept =
      before && before.bucket.rate === row.rate && before.bucket.burst === row.burst
        ? before.bucket
        : undefined
    return {
      hash: row.hash,
      tenantId: row.tenant,
      sourceId: row.source,
      adapter: row.adapter,
      expiresAt: row.expires ?? Number.POSITIVE_INFINITY,
      bucket: kept ?? new TokenBucket(row.rate, row.burst, Date.now()),
    }
  }
}
