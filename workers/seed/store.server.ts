import { sql } from "drizzle-orm"
import { laneOf } from "#app/domain/ingest/lane.ts"
import type { DeliveryId } from "#app/kernel/ids.ts"
import { poolOf } from "#db/pool.ts"
import type { PastDelivery } from "./story.ts"

/** Puts deliveries into the inbox as the receiver would have at their time. */
export async function fillInbox(
  deliveries: readonly (PastDelivery & { readonly id: DeliveryId })[],
): Promise<void> {
  if (deliveries.length === 0) return
  const rows = deliveries.map((d) => ({
    t: d.tenantId,
    i: d.id,
    s: d.sourceId,
    a: d.adapter,
    r: new Date(d.at).toISOString(),
    b: d.body,
    l: laneOf(d.tenantId),
  }))
  const tenants = `{${[...new Set(deliveries.map((d) => d.tenantId))].join(",")}}`
  await poolOf("portal_ingest").db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenants', ${tenants}, true)`)
    await tx.execute(sql`
      insert into inbox (tenant_id, id, source_id, adapter, received_at, content_type, body_encoding, body, lane)
      select t, i, s, a, r, 'application/json', 'utf8', b, l
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(t uuid, i uuid, s uuid, a text, r timestamptz, b text, l smallint)`)
  })
}
