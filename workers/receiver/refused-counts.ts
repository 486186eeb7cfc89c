import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { refusedFlushMs } from "./limits.ts"
import type { Line } from "./line.ts"

type Count = { readonly tenant: TenantId; readonly source: SourceId; readonly hour: string; n: number }

const hourMs = 3_600_000

/**
 * What had to be refused with 429, counted for each source and hour where client and provider can see it. Kept in memory
 * and written every few seconds: writing on each refusal would make a flood of them a flood on the database. A crash loses
 * the last few seconds of the count; a planned end loses nothing.
 */
export class RefusedCounts {
  readonly #line: Line
  readonly #timer: NodeJS.Timeout
  #counts = new Map<string, Count>()
  #writing: Promise<void> = Promise.resolve()

  constructor(line: Line) {
    this.#line = line
    this.#timer = setInterval(() => void this.flush(), refusedFlushMs)
    this.#timer.unref()
  }

  add(tenant: TenantId, source: SourceId, n = 1): void {
    this.#put({ tenant, source, hour: new Date(Math.floor(Date.now() / hourMs) * hourMs).toISOString(), n })
  }

  /** Writes what was counted; what the database does not take stays for the next time. Never throws. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
  }

  #put(count: Count): void {
    const key = `${count.source} ${count.hour}`
    const known = this.#counts.get(key)
    if (known) known.n += count.n
    else this.#counts.set(key, count)
  }

  async #write(): Promise<void> {
    if (this.#counts.size === 0) return
    const counts = [...this.#counts.values()]
    this.#counts = new Map()
    // In one order, so that two receivers cannot wait for each other.
    const rows = counts.sort((a, b) => (a.tenant + a.source + a.hour < b.tenant + b.source + b.hour ? -1 : 1))
    const tenants = `{${[...new Set(rows.map(({ tenant }) => tenant))].join(",")}}`
    try {
      await this.#line.ask((sql) =>
        sql.begin(async (tx) => {
          await tx`select set_config('app.tenants', ${tenants}, true)`
          await tx`
            insert into source_hours (tenant_id, source_id, hour, throttled)
            select tenant, source, hour, n from json_to_recordset(${JSON.stringify(rows)}::text::json)
              as x(tenant uuid, source uuid, hour timestamptz, n int)
            on conflict (tenant_id, source_id, hour) do update set throttled = source_hours.throttled + excluded.throttled`
        }),
      )
    } catch {
      for (const row of rows) this.#put(row)
    }
  }
}
