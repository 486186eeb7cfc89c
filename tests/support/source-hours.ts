import type postgres from "postgres"
import type { NoiseTotals } from "#app/domain/noise/noise.ts"
import type { VitalCounts } from "#app/domain/sources/vitals.ts"
import type { Floor } from "./floor.ts"
import type { Look } from "./worker-rows.ts"

type Counts = Partial<VitalCounts & NoiseTotals> & { readonly lagMilliseconds?: number }
type Hour = Counts & {
  /** How many hours ago; 0 is the hour under way. */
  readonly ago?: number
}

/** Writes an hour of a floor's source, as the pipeline and the receiver would have counted it. */
export async function hasHour(look: Look, floor: Floor, { ago = 0, ...counts }: Hour): Promise<void> {
  await look([floor.tenant.id], async (sql: postgres.TransactionSql) => {
    const row = {
      ...Object.fromEntries(Object.entries(counts).map(([name, n]) => [snake(name), n])),
      tenant_id: floor.tenant.id,
      source_id: floor.sourceId,
      hour: new Date((Math.floor(Date.now() / 3_600_000) - ago) * 3_600_000),
    }
    await sql`insert into source_hours ${sql(row)}`
  })
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
