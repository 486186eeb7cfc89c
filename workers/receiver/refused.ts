import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { Line } from "./line.ts"

type Count = { readonly tenant: TenantId; readonly source: SourceId; n: number }

/** Counts what was refused, by source, and writes it to the hour's figures: nothing is dropped without a trace. */
export class Refused {
  readonly #line: Line
  readonly #column: "throttled" | "unsigned"
  #counts = new Map<SourceId, Count>()
  #timer: NodeJS.Timeout | undefined
  /** Since the start of this process. */
  total = 0

  /** @param column what it was refused for: for want of room, or for its signature */
  constructor(line: Line, column: "throttled" | "unsigned") {
    this.#line = line
    this.#column = column
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
      await this.#line.ask((sql) => sql.unsafe(statementOf(counts, this.#column)).simple())
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

/**
 * One message, which is one transaction: see `selectListeners`. It holds ids and numbers of ours and no text of anybody's.
 */
function statementOf(counts: readonly Count[], column: "throttled" | "unsigned"): string {
  const sorted = counts.toSorted((a, b) => (`${a.tenant} ${a.source}` < `${b.tenant} ${b.source}` ? -1 : 1))
  const tenants = [...new Set(sorted.map(({ tenant }) => tenant))].join(",")
  const rows = sorted.map(
    ({ tenant, source, n }) =>
      `('${tenant}', '${source}', date_trunc('hour', now(), 'UTC'), ${Math.trunc(n)})`,
  )
  return `select set_config('app.tenants', '{${tenants}}', true);
    insert into source_hours (tenant_id, source_id, hour, ${column}) values ${rows.join(", ")}
    on conflict (tenant_id, source_id, hour) do update set ${column} = source_hours.${column} + excluded.${column}`
}
