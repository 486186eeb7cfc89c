import { sql } from "drizzle-orm"
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { DeliveryId, SourceId, TenantId } from "#app/kernel/ids.ts"
import { instant, tenantId, tenantWall } from "../columns.ts"
import { sources } from "./sources.ts"

/** Which client an event of a shared source belongs to: the first entry that matches decides, and none is a default. */
export const tenantMapEntries = pgTable(
  "tenant_map_entries",
  {
    /** The provider's own tenant, which shared sources belong to. */
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    position: integer("position").notNull(),
    field: text("field").notNull(),
    value: text("value").notNull(),
    clientId: uuid("client_id").$type<TenantId>().notNull(),
    /** The source that stands for the shared one at this client. */
    mirrorId: uuid("mirror_id").$type<SourceId>().notNull(),
    createdAt: instant("created_at").notNull(),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.sourceId],
      foreignColumns: [sources.tenantId, sources.id],
      name: "map_source",
    }),
    index("tenant_map_source").on(t.tenantId, t.sourceId, t.position),
    ...tenantWall(t.tenantId),
  ],
)

/** An event of a shared source that no entry of the tenant map matched: it waits for a person and reaches no client. */
export const unroutedEvents = pgTable(
  "unrouted_events",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    deliveryId: uuid("delivery_id").$type<DeliveryId>().notNull(),
    ordinal: integer("ordinal").notNull(),
    receivedAt: instant("received_at").notNull(),
    title: text("title").notNull(),
    event: jsonb("event").notNull(),
    /** Where a person sent it; null while it waits or when it was dismissed. */
    assignedTo: uuid("assigned_to").$type<TenantId>(),
    settledAt: instant("settled_at"),
    settledBy: text("settled_by"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("unrouted_waiting")
      .on(t.tenantId, t.receivedAt, t.id)
      .where(sql`settled_at is null`),
    ...tenantWall(t.tenantId),
  ],
)
