import type postgres from "postgres"
import type { Credential } from "./credentials.ts"

export type ReceiptAnswer = {
  readonly state: "stored" | "processed" | "quarantined"
  readonly alerts: readonly string[]
  /** What of it went to the register of findings. */
  readonly findings: readonly string[]
  readonly reason?: string
}

type Row = { outcome: string | null; note: string | null; alerts: string[] | null; findings: string[] | null }

/** What became of a delivery of this very source; undefined for any other, whether it exists or not. */
export async function findReceipt(
  sql: postgres.Sql,
  credential: Credential,
  id: string,
): Promise<ReceiptAnswer | undefined> {
  const { tenantId, sourceId } = credential
  const row = await sql.begin(async (tx) => {
    await tx`select set_config('app.tenants', ${`{${tenantId}}`}, true)`
    const [found] = await tx<Row[]>`
      select null as outcome, null as note, null as alerts, null as findings from inbox where tenant_id = ${tenantId} and source_id = ${sourceId} and id = ${id}
      union all
      select d.outcome, d.note, array(select distinct alert_id::text from signals s
        where s.tenant_id = ${tenantId} and s.delivery_id = ${id} and s.alert_id is not null),
        array(select distinct finding_id::text from finding_sightings f where f.tenant_id = ${tenantId} and f.delivery_id = ${id})
      from deliveries d where d.tenant_id = ${tenantId} and d.source_id = ${sourceId} and d.id = ${id} limit 1`
    return found
  })
  if (!row) return undefined
  const state = row.outcome === null ? "stored" : row.outcome === "quarantined" ? "quarantined" : "processed"
  const became = { alerts: row.alerts ?? [], findings: row.findings ?? [] }
  return { state, ...became, ...(row.note ? { reason: row.note } : {}) }
}
