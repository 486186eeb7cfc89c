import { sql } from "drizzle-orm"
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import type { AlertId, IncidentId, SourceId, UserId } from "#app/kernel/ids.ts"
import { due, instant, tenantId, tenantWall } from "../columns.ts"
import { incidents } from "./incidents.ts"

const open = sql`state <> 'closed'`

/** One problem at one client, however many signals reported it. */
export const alerts = pgTable(
  "alerts",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<AlertId>().notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    fingerprint: text("fingerprint").notNull(),
    /** True for the newest alert of its fingerprint: the one a signal meets. */
    isLatest: boolean("is_latest").notNull().default(true),
    groupKey: text("group_key").notNull(),
    discipline: text("discipline").$type<"noc" | "soc">().notNull(),
    /** 1 critical to 5 info. */
    severity: smallint("severity").notNull(),
    sourceSeverity: text("source_severity"),
    state: text("state").$type<"new" | "acknowledged" | "in_progress" | "linked" | "closed">().notNull(),
    /** What the tool says of the problem, apart from what people do. */
    condition: text("condition").$type<"firing" | "cleared" | "unknown">().notNull(),
    title: text("title").notNull(),
    description: text("description"),
    externalId: text("external_id"),
    asset: text("asset"),
    category: text("category").notNull(),
    rule: text("rule"),
    url: text("url"),
    observables: jsonb("observables").notNull(),
    techniques: text("techniques").array().notNull(),
    labels: jsonb("labels").notNull(),
    /** Marks such as `skewed` or `partial` that say how far the data is to be trusted. */
    flags: text("flags").array().notNull(),
    occurredAt: instant("occurred_at"),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    count: integer("count").notNull(),
    /** How many times it opened again within the reopen window, from 1. */
    episode: integer("episode").notNull().default(1),
    clearedAt: instant("cleared_at"),
    incidentId: uuid("incident_id").$type<IncidentId>(),
    assigneeId: uuid("assignee_id").$type<UserId>(),
    assigneeName: text("assignee_name"),
    snoozedUntil: instant("snoozed_until"),
    disposition: text("disposition"),
    closeComment: text("close_comment"),
    closedAt: instant("closed_at"),
    previousAlertId: uuid("previous_alert_id").$type<AlertId>(),
    /** Deadline of its nearest running clock. */
    dueAt: due("due_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** Grows with every change a person or the pipeline makes: what a save is checked against. */
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // No key to its source: the source comes from the credential, and two batches locking one source's row for every new
    // alert would wait for each other.
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "alerts_incident",
    }),
    uniqueIndex("alerts_latest")
      .on(t.tenantId, t.fingerprint)
      .where(sql`is_latest`),
    index("alerts_queue").on(t.dueAt, t.severity, t.id).where(open),
    index("alerts_queue_client").on(t.tenantId, t.dueAt, t.severity, t.id).where(open),
    index("alerts_queue_mine")
      .on(t.assigneeId, t.dueAt, t.severity, t.id)
      .where(sql`state <> 'closed' and assignee_id is not null`),
    index("alerts_of_incident")
      .on(t.tenantId, t.incidentId)
      .where(sql`incident_id is not null`),
    // Ids sort by the time of the first sighting: newest first across clients.
    index("alerts_newest").on(t.id),
    // A block index does not stop a repeat from updating its row in place.
    index("alerts_last_seen").using("brin", t.lastSeenAt),
    index("alerts_cleared")
      .on(t.clearedAt)
      .where(sql`state <> 'closed' and condition = 'cleared'`),
    ...tenantWall(t.tenantId),
  ],
)
