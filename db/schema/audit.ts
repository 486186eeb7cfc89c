import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import { instant, tenantId, tenantWall } from "../columns.ts"

/** Who did what to which record of a client. Written with the change; the program's logins may add and read, never alter. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    at: instant("at").notNull(),
    actor: jsonb("actor").notNull(),
    /** Feature and verb: `alert.close`. */
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: uuid("target_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("audit_entries_target").on(t.tenantId, t.targetId, t.at),
    index("audit_entries_order").on(t.tenantId, t.at, t.id),
    ...tenantWall(t.tenantId),
  ],
)
