import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { HandoffId, IncidentId, NoticeId } from "#app/kernel/ids.ts"
import { instant, tenantId, tenantWall } from "../columns.ts"
import { incidents } from "./incidents.ts"

/** Something about an incident that people are still to be mailed of: written with the change, gone with the mail. */
export const pendingNotices = pgTable(
  "pending_notices",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<NoticeId>().notNull(),
    kind: text("kind")
      .$type<"handoff-requested" | "handoff-rejected" | "handoff-approved" | "hold-reminded">()
      .notNull(),
    incidentId: uuid("incident_id").$type<IncidentId>().notNull(),
    handoffId: uuid("handoff_id").$type<HandoffId>(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "notices_incident",
    }),
    index("pending_notices_at").on(t.at),
    ...tenantWall(t.tenantId, { worker: "sla" }),
  ],
)
