import { sql } from "drizzle-orm"
import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { HandoffId, IncidentId } from "#app/kernel/ids.ts"
import { askedOfNoc, instant, needToKnow, ofFreeIncident, tenantId, tenantWall } from "../columns.ts"
import { incidents } from "./incidents.ts"

/** Work asked of the other team. A transfer moves the incident when it is accepted, not before. */
export const handoffs = pgTable(
  "handoffs",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<HandoffId>().notNull(),
    incidentId: uuid("incident_id").$type<IncidentId>().notNull(),
    fromTeam: text("from_team").$type<"noc" | "soc">().notNull(),
    toTeam: text("to_team").$type<"noc" | "soc">().notNull(),
    type: text("type").$type<"consult" | "transfer" | "joint">().notNull(),
    reasonCode: text("reason_code").notNull(),
    ask: text("ask").notNull(),
    state: text("state").$type<"requested" | "accepted" | "rejected" | "returned" | "completed">().notNull(),
    requestedAt: instant("requested_at").notNull(),
    requestedByName: text("requested_by_name").notNull(),
    answeredAt: instant("answered_at"),
    answeredByName: text("answered_by_name"),
    answer: text("answer"),
    endedAt: instant("ended_at"),
    /** The person or API token that asked: who asks does not approve. Null for what was asked before this was kept. */
    requestedBy: text("requested_by"),
    /** Hosts, addresses, segments: what the ask is about. */
    targets: text("targets")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** On whose word a containment goes ahead; null for what is none. */
    approvalClass: text("approval_class").$type<"pre_approved" | "lead" | "client">(),
    /** Pre-approved: where the client's agreement stands. */
    agreement: text("agreement"),
    approvedAt: instant("approved_at"),
    /** Who approved, or wrote down that the client did. */
    approvedByName: text("approved_by_name"),
    /** Who of the client approved, and how they said so. */
    approvedByContact: text("approved_by_contact"),
    approvalHow: text("approval_how"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "handoffs_incident",
    }),
    index("handoffs_of_incident").on(t.tenantId, t.incidentId, t.requestedAt),
    index("handoffs_awaited")
      .on(t.tenantId, t.toTeam, t.requestedAt)
      .where(sql`state = 'requested'`),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, sql`${ofFreeIncident(t.incidentId)} or ${askedOfNoc(t.tenantId, t.toTeam)}`),
  ],
)
