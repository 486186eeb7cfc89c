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
import type { CorrelationRuleId, IncidentId, ServiceId, UserId } from "#app/kernel/ids.ts"
import { due, instant, needToKnow, ofFreeIncident, tenantId, tenantWall } from "../columns.ts"
import { clients } from "./clients.ts"

const open = sql`stage not in ('resolved', 'closed')`

/** The unit of work and of the SLA: one or more alerts of one client, worked as one. */
export const incidents = pgTable(
  "incidents",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<IncidentId>().notNull(),
    /** Running number within the client, shown behind its code. */
    number: integer("number").notNull(),
    title: text("title").notNull(),
    flavour: text("flavour").$type<"availability" | "security">().notNull(),
    discipline: text("discipline").$type<"noc" | "soc">().notNull(),
    /** 1 to 4: P1 is the most urgent. */
    priority: smallint("priority").notNull(),
    severity: smallint("severity").notNull(),
    stage: text("stage").$type<"new" | "acknowledged" | "investigating" | "resolved" | "closed">().notNull(),
    /** What the rule that opened it groups by; null for one raised by hand. */
    groupKey: text("group_key"),
    openedBy: text("opened_by").notNull(),
    ownerId: uuid("owner_id").$type<UserId>(),
    ownerName: text("owner_name"),
    /** When the client was first told. Null keeps the whole incident out of its screens. */
    sharedAt: instant("shared_at"),
    openedAt: instant("opened_at").notNull(),
    acknowledgedAt: instant("acknowledged_at"),
    firstResolvedAt: instant("first_resolved_at"),
    resolvedAt: instant("resolved_at"),
    resolution: text("resolution"),
    alertCount: integer("alert_count").notNull(),
    /** Waits for an analyst's word: no client sees it, no resolution clock runs. */
    isCandidate: boolean("is_candidate").notNull().default(false),
    /** Nobody thought it an incident: closed without outcome. */
    dismissedAt: instant("dismissed_at"),
    tier: smallint("tier").notNull().default(1),
    serviceId: uuid("service_id").$type<ServiceId>(),
    /** The correlation rule that opened it; null for one raised by hand. */
    ruleId: uuid("rule_id").$type<CorrelationRuleId>(),
    /** When alerts alone resolve it, and how long after. */
    resolvePolicy: text("resolve_policy")
      .$type<"all-cleared" | "last-cleared" | "first-cleared" | "never">()
      .notNull()
      .default("all-cleared"),
    resolveDelaySeconds: integer("resolve_delay_seconds").notNull().default(300),
    /** Since when the policy's condition holds; null while it does not. */
    clearedAt: instant("cleared_at"),
    /** Closed by itself after so long without anything new; null for never. */
    inactivityCloseSeconds: integer("inactivity_close_seconds"),
    /** When its last alert arrived: what the rule's sliding window counts from. */
    lastAlertAt: instant("last_alert_at"),
    /** Why work waits, since when, and what that rests on; null while it does not wait. */
    hold: text("hold").$type<"waiting_client" | "waiting_third_party" | "monitoring" | "scheduled_change">(),
    holdSince: instant("hold_since"),
    /** When somebody is reminded, or an agreed date comes. */
    holdUntil: instant("hold_until"),
    holdRemindedAt: instant("hold_reminded_at"),
    /** What the client was found to be hit by; decides `contain`. */
    confirmedAt: instant("confirmed_at"),
    containedAt: instant("contained_at"),
    /** Its survivor, once merged: it is then read only. */
    mergedInto: uuid("merged_into").$type<IncidentId>(),
    /** The earlier incident whose problem came back. */
    recurrenceOf: uuid("recurrence_of").$type<IncidentId>(),
    /** The incident that was full when this one was opened. */
    siblingOf: uuid("sibling_of").$type<IncidentId>(),
    /** Since when it is need to know: its title then stands in `restricted_incidents`, and a stand-in here. */
    restrictedAt: instant("restricted_at"),
    lastActivityAt: instant("last_activity_at").notNull(),
    dueAt: due("due_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [clients.id], name: "incidents_client" }),
    uniqueIndex("incidents_number").on(t.tenantId, t.number),
    uniqueIndex("incidents_open_group").on(t.tenantId, t.groupKey).where(open),
    // The last incident of a group, open or over: what came back is told by it.
    index("incidents_group")
      .on(t.tenantId, t.groupKey, t.openedAt)
      .where(sql`group_key is not null`),
    // Follows the group of a merged incident to its survivor.
    index("incidents_merged_group")
      .on(t.tenantId, t.groupKey)
      .where(sql`merged_into is not null`),
    index("incidents_queue").on(t.dueAt, t.priority, t.id).where(open),
    index("incidents_queue_client").on(t.tenantId, t.dueAt, t.priority, t.id).where(open),
    index("incidents_recent").on(t.openedAt, t.id),
    // Incidents whose alerts have all cleared, and those that may fall asleep: what the sweep asks for.
    index("incidents_cleared")
      .on(t.tenantId, t.clearedAt)
      .where(sql`stage not in ('resolved', 'closed') and cleared_at is not null`),
    index("incidents_inactive")
      .on(t.tenantId, t.lastActivityAt)
      .where(sql`stage not in ('resolved', 'closed') and inactivity_close_seconds is not null`),
    // What is need to know: few, and asked for whenever somebody who does not reads.
    index("incidents_restricted")
      .on(t.tenantId, t.id)
      .where(sql`restricted_at is not null`),
    index("incidents_id").on(t.id),
    index("incidents_recent_client").on(t.tenantId, t.openedAt, t.id),
    ...tenantWall(t.tenantId),
  ],
)

/** What the alerts of an incident name (addresses, hashes, people): by these it is compared with others of its client. */
export const incidentEntities = pgTable(
  "incident_entities",
  {
    tenantId: tenantId(),
    incidentId: uuid("incident_id").$type<IncidentId>().notNull(),
    type: text("type").notNull(),
    value: text("value").notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.incidentId, t.type, t.value] }),
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "entities_incident",
    }),
    index("incident_entities_value").on(t.tenantId, t.type, t.value, t.lastSeenAt),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeIncident(t.incidentId)),
  ],
)

/** What happened on an incident, in order. Internal unless a person shared it with the client. */
export const incidentTimeline = pgTable(
  "incident_timeline",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    incidentId: uuid("incident_id").$type<IncidentId>().notNull(),
    at: instant("at").notNull(),
    kind: text("kind").notNull(),
    lane: text("lane").$type<"internal" | "client">().notNull(),
    actor: jsonb("actor").notNull(),
    text: text("text"),
    data: jsonb("data").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "timeline_incident",
    }),
    index("incident_timeline_order").on(t.tenantId, t.incidentId, t.at, t.id),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeIncident(t.incidentId)),
  ],
)

/** The words of an incident that is need to know, for who does: while this row stands, its title is only here. */
export const restrictedIncidents = pgTable(
  "restricted_incidents",
  {
    tenantId: tenantId(),
    incidentId: uuid("incident_id").$type<IncidentId>().notNull(),
    title: text("title").notNull(),
    /** Why only some may read it, and who said so when. */
    reason: text("reason").notNull(),
    restrictedByName: text("restricted_by_name").notNull(),
    restrictedAt: instant("restricted_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.incidentId] }),
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "restricted_incident",
    }),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, sql`false`),
  ],
)
