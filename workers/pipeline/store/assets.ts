import { sql } from "drizzle-orm"
import { assetNames } from "#app/domain/routing/asset-names.ts"
import type { RoutedAsset } from "#app/domain/routing/route.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import { type AlertDraft, hasTurned } from "../alert-draft.ts"
import type { AssetsByClient } from "../route.ts"

type Row = Record<string, unknown>

/** The assets that one of these alerts names, where it is routed. */
export async function readAssets(tx: InboxTx, alerts: readonly AlertDraft[]): Promise<AssetsByClient> {
  const byClient = Map.groupBy(alerts.filter(hasTurned), (alert) => alert.tenantId)
  const keys = [...byClient].map(([t, those]) => ({
    t,
    n: [...new Set(those.flatMap((alert) => assetNames(alert).map(({ alias }) => alias)))],
  }))
  const named = keys.filter(({ n }) => n.length > 0)
  if (named.length === 0) return new Map()
  // One look an alias, whatever the planner takes the tables for: "offset 0" keeps it from joining them the other way round.
  const rows = await tx.sql.execute<Row>(sql`
    select distinct a.* from json_to_recordset(${JSON.stringify(named)}::json) as k(t uuid, n text[]) cross join unnest(k.n) as x(alias)
      cross join lateral (select asset_id from asset_aliases where tenant_id = k.t and alias = x.alias offset 0) n
      cross join lateral (select * from assets where tenant_id = k.t and id = n.asset_id and archived_at is null offset 0) a`)
  const assetsOf = Map.groupBy(rows, (row) => row["tenant_id"] as TenantId)
  return new Map([...assetsOf].map(([tenant, assets]) => [tenant, new Map(assets.flatMap(byAlias))]))
}

function byAlias(row: Row): [string, RoutedAsset][] {
  const asset: RoutedAsset = {
    id: row["id"] as RoutedAsset["id"],
    name: String(row["name"]),
    criticality: row["criticality"] as RoutedAsset["criticality"],
    serviceId: row["service_id"] as RoutedAsset["serviceId"],
  }
  return (row["aliases"] as string[]).map((alias) => [alias, asset])
}
