import { type SQL, sql } from "drizzle-orm"
import type { IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { groupOf, type KnownIncidents } from "../correlate.ts"
import { RacedWithAnotherWorker } from "../raced.ts"

type Home = { t: TenantId; g: string; survivor: IncidentId }

/** Selects the survivors of merged incidents that had one of the groups of `k(t, g)`. */
export const survivorsOfGroups: SQL = sql`
  select m.tenant_id, m.merged_into from k join incidents m on m.tenant_id = k.t and m.group_key = k.g and m.merged_into is not null`

/**
 * Lets the alerts of a merged incident's group go on to its survivor while that is open. The survivors were locked with the
 * rest: one that was not became one since we looked, and the batch is done over.
 */
export async function followMerges(
  tx: InboxTx,
  groups: readonly { readonly t: TenantId; readonly g: string }[],
  known: KnownIncidents,
): Promise<void> {
  const homes = await tx.sql.execute<Home>(sql`
    select k.t, k.g, m.merged_into as survivor
    from (select distinct * from json_to_recordset(${JSON.stringify(groups)}::json) as k(t uuid, g text)) k
    join incidents m on m.tenant_id = k.t and m.group_key = k.g and m.merged_into is not null
    order by m.opened_at desc, m.id desc`)
  for (const { t, g, survivor } of homes) {
    const incident = known.byId.get(survivor)
    if (!incident) throw new RacedWithAnotherWorker()
    const open = incident.stage !== "resolved" && incident.stage !== "closed"
    const group = groupOf({ tenantId: t, groupKey: g })
    if (open && !known.openByGroup.has(group)) known.openByGroup.set(group, incident)
  }
}
