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
import type {
  AlertId,
  AssetId,
  CorrelationRuleId,
  IncidentId,
  ServiceId,
  SourceId,
  UserId,
} from "#app/kernel/ids.ts"
import { due, instant, needToKnow, ofFreeIncident, tenantId, tenantWall } from "../columns.ts"
import { incidents } from "./incidents.ts"

const queued = sql`state <> 'closed' and suppressed_by is null`

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
    /** Sightings, identical ones included. */
    count: integer("count").notNull(),
    /** Sightings whose payload equalled the one before, ignored fields apart. */
    exactDupes: integer("exact_dupes").notNull().default(0),
    /** SHA-256 of the last sighting's payload without the ignored fields. */
    payloadHash: text("payload_hash"),
    /** The latest changes between firing and cleared, newest last: what flapping is told by. */
    conditionChanges: instant("condition_changes")
      .array()
      .notNull()
      .default(sql`'{}'`),
    flappingSince: instant("flapping_since"),
    /** How many alerts of this fingerprint people closed as no problem before this one. */
    falsePositives: integer("false_positives").notNull().default(0),
    /** Why it is kept out of the queue; null while it is not. */
    suppressedBy: text("suppressed_by").$type<"rule" | "maintenance">(),
    /** The suppression rule or maintenance window. */
    suppressedById: uuid("suppressed_by_id"),
    suppressedAt: instant("suppressed_at"),
    /** Gathers what a storm of one rule brings: its count is the number of signals folded into it. */
    isOverflow: boolean("is_overflow").notNull().default(false),
    /** Made from a replayed delivery: it pages nobody. */
    isReplay: boolean("is_replay").notNull().default(false),
    serviceId: uuid("service_id").$type<ServiceId>(),
    assetId: uuid("asset_id").$type<AssetId>(),
    /** 1 to 3: the tier its work starts with. */
    tier: smallint("tier").notNull().default(1),
    /** 1 to 4, from severity and impact by the client's matrix. */
    priority: smallint("priority").notNull().default(4),
    /** The correlation rule that owns it, and the key by which that rule groups it. */
    correlationRuleId: uuid("correlation_rule_id").$type<CorrelationRuleId>(),
    correlationKey: text("correlation_key"),
    /** In its incident because a service it depends on is down: it pages nobody. */
    isChild: boolean("is_child").notNull().default(false),
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
    index("alerts_queue").on(t.dueAt, t.severity, t.id).where(queued),
    index("alerts_queue_client").on(t.tenantId, t.dueAt, t.severity, t.id).where(queued),
    index("alerts_suppressed")
      .on(t.tenantId, t.suppressedById)
      .where(sql`state <> 'closed' and suppressed_by is not null`),
    // Alerts that wait for enough others of their kind.
    index("alerts_awaiting")
      .on(t.tenantId, t.correlationKey)
      .where(sql`state <> 'closed' and incident_id is null and correlation_key is not null`),
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
    needToKnow(t.tenantId, ofFreeIncident(t.incidentId)),
  ],
)
