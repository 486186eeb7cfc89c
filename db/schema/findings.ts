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
  AcceptanceId,
  AssetId,
  DeliveryId,
  FindingEntryId,
  FindingId,
  IncidentId,
  ServiceId,
  SourceId,
} from "#app/kernel/ids.ts"
import { due, instant, needToKnow, ofFreeIncident, tenantId, tenantWall } from "../columns.ts"
import { incidents } from "./incidents.ts"

const unsettled = sql`state in ('open', 'mitigated')`

/** One weakness at one place of one asset of a client, however many scans reported it. */
export const findings = pgTable(
  "findings",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<FindingId>().notNull(),
    /** The scanner that reported it first. */
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    fingerprint: text("fingerprint").notNull(),
    discipline: text("discipline").$type<"noc" | "soc">().notNull(),
    state: text("state").$type<"open" | "accepted" | "mitigated" | "fixed" | "false_positive">().notNull(),
    /** Who or what brought it into its state: a person's name, or the scanner. */
    stateBy: text("state_by").notNull(),
    stateAt: instant("state_at").notNull(),
    /** 1 critical to 5 info. */
    severity: smallint("severity").notNull(),
    /** 1 to 4, from severity and impact by the client's matrix. */
    priority: smallint("priority").notNull(),
    /** Whether attackers are known to use it; null where the scanner says nothing of that. */
    exploitKnown: boolean("exploit_known"),
    title: text("title").notNull(),
    description: text("description"),
    asset: text("asset"),
    rule: text("rule"),
    url: text("url"),
    externalId: text("external_id"),
    cves: text("cves")
      .array()
      .notNull()
      .default(sql`'{}'`),
    labels: jsonb("labels").$type<Record<string, string>>().notNull().default({}),
    assetId: uuid("asset_id").$type<AssetId>(),
    serviceId: uuid("service_id").$type<ServiceId>(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    count: integer("count").notNull().default(1),
    /** Sightings that said word for word what the one before them said. */
    exactDupes: integer("exact_dupes").notNull().default(0),
    payloadHash: text("payload_hash"),
    /** By the scanner's clock, where that can be trusted: when it began, its newest report, its newest "gone". */
    startedAt: instant("started_at"),
    lastFiredAt: instant("last_fired_at"),
    lastClearedAt: instant("last_cleared_at"),
    /** Known from a replayed delivery alone: no clock runs on it. */
    isReplay: boolean("is_replay").notNull().default(false),
    /** Until when the risk is accepted; null while it is not. */
    acceptedUntil: instant("accepted_until"),
    /** When a change that was agreed with the client is to remove it; null while none is planned. */
    plannedUntil: instant("planned_until"),
    plannedNote: text("planned_note"),
    incidentId: uuid("incident_id").$type<IncidentId>(),
    /** Deadline of its running clock. */
    dueAt: due("due_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "findings_incident",
    }),
    uniqueIndex("findings_fingerprint").on(t.tenantId, t.fingerprint),
    index("findings_register").on(t.dueAt, t.severity, t.id).where(unsettled),
    index("findings_register_client").on(t.tenantId, t.dueAt, t.severity, t.id),
    index("findings_of_incident")
      .on(t.tenantId, t.incidentId)
      .where(sql`incident_id is not null`),
    index("findings_accepted")
      .on(t.tenantId, t.acceptedUntil)
      .where(sql`accepted_until is not null`),
    index("findings_planned")
      .on(t.tenantId, t.plannedUntil)
      .where(sql`planned_until is not null`),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeIncident(t.incidentId)),
  ],
)

/** True for what hangs on a finding that this reader sees: row security holds within a policy, too. */
const ofSeenFinding = (table: string) =>
  sql.raw(
    `exists (select from findings f where f.tenant_id = "${table}"."tenant_id" and f.id = "${table}"."finding_id")`,
  )

/** Which signals reported a finding, and what each did to it. */
export const findingSightings = pgTable(
  "finding_sightings",
  {
    tenantId: tenantId(),
    findingId: uuid("finding_id").$type<FindingId>().notNull(),
    receivedAt: instant("received_at").notNull(),
    deliveryId: uuid("delivery_id").$type<DeliveryId>().notNull(),
    /** Position in the delivery, from 0. */
    ordinal: integer("ordinal").notNull(),
    effect: text("effect").notNull(),
  },
  (t) => [
    primaryKey({
      name: "finding_sightings_pk",
      columns: [t.tenantId, t.findingId, t.receivedAt, t.deliveryId, t.ordinal],
    }),
    foreignKey({
      columns: [t.tenantId, t.findingId],
      foreignColumns: [findings.tenantId, findings.id],
      name: "sightings_finding",
    }),
    // What a receipt asks for.
    index("finding_sightings_delivery").on(t.tenantId, t.deliveryId),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofSeenFinding("finding_sightings")),
  ],
)

/** What people and scanners did with a finding. Append-only. */
export const findingHistory = pgTable(
  "finding_history",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<FindingEntryId>().notNull(),
    findingId: uuid("finding_id").$type<FindingId>().notNull(),
    at: instant("at").notNull(),
    kind: text("kind").notNull(),
    byName: text("by_name").notNull(),
    /** In their own words. */
    note: text("note"),
    /** The day the entry speaks of: of an acceptance's end, of a change. */
    until: instant("until"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.findingId],
      foreignColumns: [findings.tenantId, findings.id],
      name: "history_finding",
    }),
    index("finding_history_of").on(t.tenantId, t.findingId, t.at),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofSeenFinding("finding_history")),
  ],
)

/** A wish to live with a finding until a day, and what somebody else decided on it. */
export const findingAcceptances = pgTable(
  "finding_acceptances",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<AcceptanceId>().notNull(),
    findingId: uuid("finding_id").$type<FindingId>().notNull(),
    reason: text("reason").notNull(),
    until: instant("until").notNull(),
    state: text("state").$type<"requested" | "approved" | "refused" | "withdrawn" | "lapsed">().notNull(),
    /** Who answers for the asking, a person or an API token nobody is known to have made: they do not approve. */
    requestedBy: text("requested_by").notNull(),
    requestedByName: text("requested_by_name").notNull(),
    requestedAt: instant("requested_at").notNull(),
    /** Who answers for the decision, likewise. */
    decidedBy: uuid("decided_by").$type<string>(),
    decidedByName: text("decided_by_name"),
    decidedAt: instant("decided_at"),
    decision: text("decision"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.findingId],
      foreignColumns: [findings.tenantId, findings.id],
      name: "acceptances_finding",
    }),
    uniqueIndex("finding_acceptances_one_asked")
      .on(t.tenantId, t.findingId)
      .where(sql`state = 'requested'`),
    index("finding_acceptances_of").on(t.tenantId, t.findingId, t.requestedAt),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofSeenFinding("finding_acceptances")),
  ],
)
