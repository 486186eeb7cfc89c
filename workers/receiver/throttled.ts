import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Line } from "./line.ts"

type Count = { readonly tenant: TenantId; readonly source: SourceId; n: number }

/** Counts what there was no room for, by source, and writes it to the hour's figures: nothing is dropped without a trace. */
export class Throttled {
  readonly #line: Line
  #counts = new Map<SourceId, Count>()
  #timer: NodeJS.Timeout | undefined
  /** Since the start of this process. */
  total = 0

  constructor(line: Line) {
    this.#line = line
  }

  start(everyMs = 5_000): void {
    this.#timer = setInterval(() => void this.write().catch(() => {}), everyMs)
    this.#timer.unref()
  }

  add({ tenantId, sourceId }: { tenantId: TenantId; sourceId: SourceId }, n: number): void {
    this.total += n
    const count = this.#counts.get(sourceId)
    if (count) count.n += n
    else this.#counts.set(sourceId, { tenant: tenantId, source: sourceId, n })
  }

  /** Writes what has been counted since the last time. @throws when the database does not take it: it is kept for the next */
  async write(): Promise<void> {
    const counts = [...this.#counts.values()]
    if (counts.length === 0) return
    this.#counts = new Map()
    try {
      await this.#line.ask((sql) =>
        sql.begin(async (tx) => {
          const tenants = `{${[...new Set(counts.map(({ tenant }) => tenant))].join(",")}}`
          await tx`select set_config('app.tenants', ${tenants}, true)`
          await tx`
            insert into source_hours (tenant_id, source_id, hour, throttled)
            select c.tenant, c.source, date_trunc('hour', now(), 'UTC'), c.n
            from json_to_recordset(${JSON.stringify(counts)}::text::json) as c(tenant uuid, source uuid, n int)
            order by c.tenant, c.source
            on conflict (tenant_id, source_id, hour) do update set throttled = source_hours.throttled + excluded.throttled`
        }),
      )
    } catch (error) {
      for (const { tenant, source, n } of counts) {
        this.add({ tenantId: tenant, sourceId: source }, n)
        this.total -= n
      }
      throw error
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.write().catch(() => {})
  }
}
