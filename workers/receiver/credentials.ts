import type postgres from "postgres"
import { hashToken } from "#app/domain/sources/token.ts"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { clientBurstSeconds, maxAsking, reloadAgainMs, reloadEveryMs } from "./limits.ts"
import type { Line } from "./line.ts"
import { TokenBucket } from "./token-bucket.ts"

/** How a source's deliveries have to be signed, with the secret as the database keeps it. */
type RequiredSignature = { readonly scheme: string; readonly sealed: string }

/** What a token opens: one source of one client. The tenant of a delivery comes from here and from nowhere else. */
export type Credential = {
  readonly hash: string
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly adapter: string
  readonly expiresAt: number
  /** How its deliveries have to be signed; null where the token alone decides. */
  readonly signature: RequiredSignature | null
  /** What this source may send, and what its client may over all its sources. */
  readonly bucket: TokenBucket
  readonly clientBucket: TokenBucket
}

type Row = {
  hash: string
  tenant: TenantId
  source: SourceId
  adapter: string
  rate: number
  burst: number
  expires: number | null
  scheme: string | null
  sealed: string | null
}

type Look = { readonly hashes: Set<string>; readonly answer: Promise<void> }

/** The live credentials of every source in memory, following each change of them. */
export class Credentials {
  readonly #line: Line
  readonly #onLoaded: () => void
  #known = new Map<string, Credential>()
  /** One for each source, kept across reloads: neither a second token nor another source's change refills it. */
  #buckets = new Map<SourceId, TokenBucket>()
  readonly #clientBuckets = new Map<TenantId, TokenBucket>()
  readonly #clientRate: number
  #loading: Promise<void> | null = null
  #again = false
  #next: NodeJS.Timeout | undefined
  #look: Promise<void> = Promise.resolve()
  #nextLook: Look | null = null
  #asking = 0
  #stopped = false

  /**
   * @param clientRate deliveries a second that one client may send over all its sources
   * @param onLoaded called each time all of them have been read
   */
  constructor(line: Line, clientRate: number, onLoaded: () => void = () => {}) {
    this.#line = line
    this.#clientRate = clientRate
    this.#onLoaded = onLoaded
  }

  /** Loads them and listens on a connection of its own; every time that one is back, a word may have been missed. */
  async start(listener: postgres.Sql): Promise<void> {
    const follow = () => void this.#follow()
    await listener.listen("credentials", follow, follow)
    await this.reload()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#next)
  }

  /** Reads all now, and again after a while: soon when it failed. */
  async #follow(): Promise<void> {
    const read = await this.reload().then(
      () => true,
      () => false,
    )
    clearTimeout(this.#next)
    if (this.#stopped) return
    this.#next = setTimeout(() => void this.#follow(), read ? reloadEveryMs : reloadAgainMs)
    this.#next.unref()
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

  /** The live credential with this hash, as memory has it: for listeners, whose credential nobody sends. */
  ofHash(hash: string, now: number): Credential | undefined {
    const known = this.#known.get(hash)
    return known && known.expiresAt > now ? known : undefined
  }

  /** Reads all anew; calls during a reload share one more after it. @throws when the database does not answer */
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
      const sources = new Set(rows.map((row) => row.source))
      for (const source of this.#buckets.keys()) if (!sources.has(source)) this.#buckets.delete(source)
    } while (this.#again)
    this.#onLoaded()
  }

  /**
   * Tokens that memory does not hold are looked up together: what is missed during one look shares the next, so a flood
   * of bad tokens costs one query at a time.
   *
   * @throws Error when too many wait already
   */
  async #askFor(hash: string): Promise<void> {
    if (this.#asking >= maxAsking) throw new Error("too many tokens wait to be looked up")
    this.#nextLook ??= this.#lookAfter(this.#look)
    const { hashes, answer } = this.#nextLook
    hashes.add(hash)
    this.#asking++
    try {
      await answer
    } finally {
      this.#asking--
    }
  }

  #lookAfter(running: Promise<void>): Look {
    const hashes = new Set<string>()
    const answer = running.then(async () => {
      this.#nextLook = null
      for (const row of await this.#select([...hashes])) this.#known.set(row.hash, this.#credential(row))
    })
    this.#look = answer.catch(() => {})
    return { hashes, answer }
  }

  #select(hashes: string[] | null): Promise<Row[]> {
    return this.#line.ask((sql) => selectCredentials(sql, hashes))
  }

  #credential(row: Row): Credential {
    return {
      hash: row.hash,
      tenantId: row.tenant,
      sourceId: row.source,
      adapter: row.adapter,
      expiresAt: row.expires ?? Number.POSITIVE_INFINITY,
      signature: row.scheme && row.sealed ? { scheme: row.scheme, sealed: row.sealed } : null,
      bucket: this.#bucketOf(row),
      clientBucket: this.#clientBucketOf(row.tenant),
    }
  }

  #bucketOf({ source, rate, burst }: Row): TokenBucket {
    const kept = this.#buckets.get(source)
    if (kept && kept.rate === rate && kept.burst === burst) return kept
    const bucket = new TokenBucket(rate, burst, performance.now())
    this.#buckets.set(source, bucket)
    return bucket
  }

  #clientBucketOf(tenant: TenantId): TokenBucket {
    const kept = this.#clientBuckets.get(tenant)
    if (kept) return kept
    const bucket = new TokenBucket(this.#clientRate, this.#clientRate * clientBurstSeconds, performance.now())
    this.#clientBuckets.set(tenant, bucket)
    return bucket
  }
}

/**
 * The live ones among these hashes, or all there are. Read through the door: no tenant is known yet. Both statements go in one
 * message, which is one transaction: a connection that dies between two messages of a transaction ends the process, for the
 * driver writes to it all the same.
 */
async function selectCredentials(sql: postgres.Sql, hashes: string[] | null): Promise<Row[]> {
  // SHA-256 as `hashToken` writes it: there is nothing in it to escape.
  const wanted = hashes?.filter((hash) => /^[\w-]{43}$/.test(hash)).map((hash) => `'${hash}'`)
  if (wanted?.length === 0) return []
  const [, rows] = await sql
    .unsafe<[unknown[], Row[]]>(
      `select set_config('app.door', 'credentials', true);
      select c.token_hash as hash, c.tenant_id as tenant, c.source_id as source, s.adapter, s.rate_per_second as rate, s.burst,
        (extract(epoch from c.expires_at) * 1000)::float8 as expires, g.scheme, g.sealed_secret as sealed
      from source_credentials c join sources s on s.tenant_id = c.tenant_id and s.id = c.source_id
      left join source_signatures g on g.tenant_id = s.tenant_id and g.source_id = s.id
      where c.revoked_at is null and (c.expires_at is null or c.expires_at > now()) and s.enabled and s.deleted_at is null
        ${wanted ? `and c.token_hash in (${wanted.join(", ")})` : ""}`,
    )
    .simple()
  return [...rows]
}
