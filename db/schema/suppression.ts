import { sql } from "drizzle-orm"
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { AlertId, MaintenanceWindowId, SourceId, SuppressionRuleId, UserId } from "#app/kernel/ids.ts"
import { instant, tenantId, tenantWall } from "../columns.ts"
import { clients } from "./clients.ts"

/** Keeps matching alerts of one client out of the queue until it expires. They are stored and reported, never deleted. */
export const suppressionRules = pgTable(
  "suppression_rules",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<SuppressionRuleId>().notNull(),
    name: text("name").notNull(),
    /** A `Matcher`. */
    matcher: jsonb("matcher").notNull(),
    reason: text("reason").notNull(),
    ownerId: uuid("owner_id").$type<UserId>(),
    ownerName: text("owner_name").notNull(),
    createdFrom: uuid("created_from").$type<AlertId>(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    hits: integer("hits").notNull().default(0),
    lastHitAt: instant("last_hit_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [clients.id], name: "suppression_client" }),
    index("suppression_live")
      .on(t.tenantId, t.expiresAt)
      .where(sql`ended_at is null`),
    ...tenantWall(t.tenantId),
  ],
)

/** Announced work: what fires within its scope and time is expected. */
export const maintenanceWindows = pgTable(
  "maintenance_windows",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<MaintenanceWindowId>().notNull(),
    title: text("title").notNull(),
    /** A `MaintenanceScope`: the whole client, services, assets, or a matcher. */
    scope: jsonb("scope").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** A `Recurrence` in `timeZone`; null for once. */
    recurrence: jsonb("recurrence"),
    timeZone: text("time_zone").notNull(),
    reason: text("reason").notNull(),
    ownerId: uuid("owner_id").$type<UserId>(),
    ownerName: text("owner_name").notNull(),
    /** When the client was told: what decides whether its time counts against an SLA. */
    announcedAt: instant("announced_at").notNull(),
    cancelledAt: instant("cancelled_at"),
    /** The start of the run that is or was last under way, and whether its end has been settled. */
    runStartedAt: instant("run_started_at"),
    runEndsAt: instant("run_ends_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [clients.id], name: "maintenance_client" }),
    index("maintenance_live")
      .on(t.tenantId, t.endsAt)
      .where(sql`cancelled_at is null`),
    ...tenantWall(t.tenantId),
  ],
)

/** Arrivals of new alerts of one rule of a source, by the minute: what a storm is told by. */
export const storms = pgTable(
  "storms",
  {
    tenantId: tenantId(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    groupKey: text("group_key").notNull(),
    /** A `StormCount`. */
    count: jsonb("count").notNull(),
    /** The overflow alert while the storm lasts. */
    alertId: uuid("alert_id").$type<AlertId>(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sourceId, t.groupKey] }),
    index("storms_raging")
      .on(t.tenantId, t.updatedAt)
      .where(sql`alert_id is not null`),
    ...tenantWall(t.tenantId),
  ],
)
