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
    index("assets_aliases").using("gin", t.aliases),
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
