import { foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { AssetId, ServiceId } from "#app/kernel/ids.ts"
import { instant, tenantId, tenantWall } from "../columns.ts"
import { clients } from "./clients.ts"

/** Something the client's business runs on (a shop, a mail system): what an outage is of. */
export const services = pgTable(
  "services",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<ServiceId>().notNull(),
    name: text("name").notNull(),
    description: text("description"),
    criticality: text("criticality").$type<"high" | "medium" | "low">().notNull(),
    /** Alerts that match belong to it even where no asset says so. A `Matcher`; null for none. */
    matcher: jsonb("matcher"),
    createdAt: instant("created_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [clients.id], name: "services_client" }),
    ...tenantWall(t.tenantId),
  ],
)

/** `service` cannot work without `dependsOn`. */
export const serviceDependencies = pgTable(
  "service_dependencies",
  {
    tenantId: tenantId(),
    serviceId: uuid("service_id").$type<ServiceId>().notNull(),
    dependsOnId: uuid("depends_on_id").$type<ServiceId>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.serviceId, t.dependsOnId] }),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: "dependency_service",
    }),
    foreignKey({
      columns: [t.tenantId, t.dependsOnId],
      foreignColumns: [services.tenantId, services.id],
      name: "dependency_on",
    }),
    ...tenantWall(t.tenantId),
  ],
)

/** A machine, account or device of a client, by every name its tools use for it. */
export const assets = pgTable(
  "assets",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<AssetId>().notNull(),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    /** Lower case: host names, addresses, cloud ids. The name itself is one of them. */
    aliases: text("aliases").array().notNull(),
    criticality: text("criticality").$type<"high" | "medium" | "low">().notNull(),
    serviceId: uuid("service_id").$type<ServiceId>(),
    createdAt: instant("created_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: "assets_service",
    }),
    ...tenantWall(t.tenantId),
  ],
)

/**
 * An alias of an asset that is not archived: what an alert's words are looked up by. Kept beside the list in `assets`, for no
 * index over a list is used behind row security.
 */
export const assetAliases = pgTable(
  "asset_aliases",
  {
    tenantId: tenantId(),
    alias: text("alias").notNull(),
    assetId: uuid("asset_id").$type<AssetId>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.alias, t.assetId] }),
    foreignKey({
      columns: [t.tenantId, t.assetId],
      foreignColumns: [assets.tenantId, assets.id],
      name: "aliases_asset",
    }),
    index("asset_aliases_asset").on(t.assetId),
    ...tenantWall(t.tenantId),
  ],
)

/** How a client's alerts are routed where it differs from the provider's way. */
export const clientRouting = pgTable(
  "client_routing",
  {
    tenantId: tenantId().primaryKey(),
    /** A `RoutingPolicy`. */
    policy: jsonb("policy").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (t) => [
    foreignKey({ columns: [t.tenantId], foreignColumns: [clients.id], name: "routing_client" }),
    ...tenantWall(t.tenantId),
  ],
)
