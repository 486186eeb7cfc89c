import { sql } from "drizzle-orm"
import { assetNames } from "#app/domain/routing/asset-names.ts"
import { defaultPolicy, ownPolicy } from "#app/domain/routing/policy.ts"
import type { RoutedAsset, RoutedService, RoutingSettings } from "#app/domain/routing/route.ts"
import { matcher } from "#app/domain/matching/matcher.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { InboxTx } from "#db/inbox-door.ts"
import type { AlertDraft } from "../alert-draft.ts"
import { hasTurned } from "../alert-draft.ts"
import type { RoutingByClient } from "../route.ts"

type Row = Record<string, unknown>

/**
 * What the clients of these alerts route by: their own policies, their services, and of their assets those alone that one
 * of the alerts names.
 */
export async function readRouting(tx: InboxTx, alerts: readonly AlertDraft[]): Promise<RoutingByClient> {
  const byClient = Map.groupBy(alerts.filter(hasTurned), (alert) => alert.tenantId)
  if (byClient.size === 0) return new Map()
  const keys = [...byClient].map(([t, those]) => ({
    t,
    n: [...new Set(those.flatMap((alert) => assetNames(alert).map(({ alias }) => alias)))],
  }))
  const k = sql`json_to_recordset(${JSON.stringify(keys)}::json) as k(t uuid, n text[])`
  const [policies, assets, services] = await Promise.all([
    tx.sql.execute<Row>(
      sql`select c.id, c.name, r.policy from ${k} join clients c on c.id = k.t left join client_routing r on r.tenant_id = c.id`,
    ),
    tx.sql.execute<Row>(
      // One look an alias, whatever the planner takes the tables for: "offset 0" keeps it from joining them the other way round.
      sql`select distinct a.* from ${k} cross join unnest(k.n) as x(alias)
        cross join lateral (select asset_id from asset_aliases where tenant_id = k.t and alias = x.alias offset 0) n
        cross join lateral (select * from assets where tenant_id = k.t and id = n.asset_id and archived_at is null offset 0) a`,
    ),
    tx.sql.execute<Row>(
      sql`select s.* from ${k} join services s on s.tenant_id = k.t and s.archived_at is null order by s.name, s.id`,
    ),
  ])
  const assetsOf = Map.groupBy(assets, (row) => row["tenant_id"])
  const servicesOf = Map.groupBy(services, (row) => row["tenant_id"])
  return new Map(
    policies.map((row): [TenantId, RoutingSettings] => {
      const own = ownPolicy(row["policy"])
      return [
        row["id"] as TenantId,
        {
          policy: own ?? defaultPolicy,
          policyOf: own ? String(row["name"]) : null,
          assets: new Map((assetsOf.get(row["id"]) ?? []).flatMap(byAlias)),
          services: (servicesOf.get(row["id"]) ?? []).map(service),
        },
      ]
    }),
  )
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

function service(row: Row): RoutedService {
  const parsed = matcher.safeParse(row["matcher"])
  return {
    id: row["id"] as RoutedService["id"],
    name: String(row["name"]),
    criticality: row["criticality"] as RoutedService["criticality"],
    matcher: parsed.success ? parsed.data : null,
  }
}
