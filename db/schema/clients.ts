import { boolean, index, pgTable, primaryKey, text, uniqueIndex, uuid, integer } from "drizzle-orm/pg-core"
import { sql } from "drizzle-orm"
import type { TenantId } from "#app/kernel/ids.ts"
import { instant, tenantId, tenantWall } from "../columns.ts"

/** A customer organisation of the provider. Its id is the tenant id of everything it owns. */
export const clients = pgTable(
  "clients",
  {
    id: uuid("id").$type<TenantId>().primaryKey(),
    /** Short capital code that leads its incident numbers: ACME-1042. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    /** IANA zone its people read times in. */
    timeZone: text("time_zone").notNull(),
    status: text("status").$type<"active" | "suspended">().notNull().default("active"),
    /** The provider itself, as the owner of shared sources and of what is unrouted. There is one, and no client's person is in it. */
    isProvider: boolean("is_provider").notNull().default(false),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    ...tenantWall(t.id, { worker: "tenants" }),
    uniqueIndex("clients_code").on(t.code),
    uniqueIndex("clients_provider")
      .on(t.isProvider)
      .where(sql`is_provider`),
    index("clients_name").on(t.name, t.id),
  ],
)

/** Per-client running numbers (incidents), so that no number tells of another client's volume. */
export const tenantCounters = pgTable(
  "tenant_counters",
  { tenantId: tenantId(), kind: text("kind").notNull(), next: integer("next").notNull() },
  (t) => [primaryKey({ columns: [t.tenantId, t.kind] }), ...tenantWall(t.tenantId)],
)
