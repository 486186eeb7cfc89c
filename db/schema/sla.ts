import { sql } from "drizzle-orm"
import {
  doublePrecision,
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
  ClockId,
  FindingId,
  HandoffId,
  IncidentId,
  SlaCalendarId,
  SlaEventId,
  SlaExclusionId,
  SlaPolicyId,
  UserId,
} from "#app/kernel/ids.ts"
import { identityWall, instant, needToKnow, ofFreeClock, tenantId, tenantWall } from "../columns.ts"
import { clients } from "./clients.ts"
import { incidents } from "./incidents.ts"

/** A version of when service is given, as the provider keeps it. */
export const slaCalendars = pgTable(
  "sla_calendars",
  {
    id: uuid("id").$type<SlaCalendarId>().notNull(),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    /** A `CalendarDraft`. */
    draft: jsonb("draft").notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] }), ...identityWall()],
)

/** A version of what the provider promises: targets by metric and priority, each with its calendar. */
export const slaPolicies = pgTable(
  "sla_policies",
  {
    id: uuid("id").$type<SlaPolicyId>().notNull(),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    /** A `PolicyDraft`. */
    draft: jsonb("draft").notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    retiredAt: instant("retired_at"),
  },
  (t) => [primaryKey({ columns: [t.id, t.version] }), ...identityWall()],
)

/** What one client was promised, and since when: a policy version with its calendars, copied, so that later edits change no contract. */
export const clientSlaPolicies = pgTable(
  "client_sla_policies",
  {
    tenantId: tenantId(),
    policyId: uuid("policy_id").$type<SlaPolicyId>().notNull(),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    /** A `StoredPolicy`: the draft with the drafts of its calendars. */
    terms: jsonb("terms").notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    boundAt: instant("bound_at").notNull(),
    boundBy: text("bound_by").notNull(),
    /** Nothing is promised by it any more. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.policyId, t.version, t.effectiveFrom] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [clients.id], name: "client_sla_client" }),
    ...tenantWall(t.tenantId),
  ],
)

/** What happened to a record, in the words the clocks go by. Append-only: every clock can be worked out from these. */
export const slaEvents = pgTable(
  "sla_events",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<SlaEventId>().notNull(),
    incidentId: uuid("incident_id").$type<IncidentId>(),
    alertId: uuid("alert_id").$type<AlertId>(),
    findingId: uuid("finding_id").$type<FindingId>(),
    at: instant("at").notNull(),
    /** A `Happening`, or `retracted` for one that was undone. */
    kind: text("kind").notNull(),
    data: jsonb("data").notNull(),
    actor: jsonb("actor").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("sla_events_incident")
      .on(t.tenantId, t.incidentId, t.at)
      .where(sql`incident_id is not null`),
    index("sla_events_alert")
      .on(t.tenantId, t.alertId, t.at)
      .where(sql`alert_id is not null`),
    index("sla_events_finding")
      .on(t.tenantId, t.findingId, t.at)
      .where(sql`finding_id is not null`),
    ...tenantWall(t.tenantId),
  ],
)

const running = sql`state = 'running'`

/** One measured run of one metric on an incident, on an alert in none, or on a finding. Every column but the key is worked out from `sla_events`. */
export const slaClocks = pgTable(
  "sla_clocks",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<ClockId>().notNull(),
    incidentId: uuid("incident_id").$type<IncidentId>(),
    alertId: uuid("alert_id").$type<AlertId>(),
    findingId: uuid("finding_id").$type<FindingId>(),
    metric: text("metric").notNull(),
    /** Counts from 1 within the metric of one record. */
    cycle: smallint("cycle").notNull().default(1),
    handoffId: uuid("handoff_id").$type<HandoffId>(),
    /** The record's priority; null where it has none. */
    priority: smallint("priority"),
    /** `uncommitted`: measured, but promised nothing any more. */
    state: text("state")
      .$type<"running" | "paused" | "met" | "missed" | "cancelled" | "uncommitted">()
      .notNull(),
    targetSeconds: integer("target_seconds"),
    startedAt: instant("started_at").notNull(),
    /** Null while it is paused short of its target: nobody can say then. */
    dueAt: instant("due_at"),
    atRiskAt: instant("at_risk_at"),
    /** When it stopped or was cancelled. */
    endedAt: instant("ended_at"),
    firstStoppedAt: instant("first_stopped_at"),
    pausedSince: instant("paused_since"),
    pauseReason: text("pause_reason"),
    /** As of its last event: one that runs past its deadline since is breached at that, whether or not this says so yet. */
    breachedAt: instant("breached_at"),
    breachCause: text("breach_cause"),
    /** Service seconds up to its last change. */
    elapsedSeconds: doublePrecision("elapsed_seconds").notNull(),
    policyId: text("policy_id").notNull(),
    policyVersion: integer("policy_version").notNull(),
    calendar: text("calendar"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
      name: "clocks_incident",
    }),
    uniqueIndex("sla_clocks_incident")
      .on(t.tenantId, t.incidentId, t.metric, t.cycle)
      .where(sql`incident_id is not null`),
    uniqueIndex("sla_clocks_alert")
      .on(t.tenantId, t.alertId, t.metric, t.cycle)
      .where(sql`alert_id is not null`),
    uniqueIndex("sla_clocks_finding")
      .on(t.tenantId, t.findingId, t.metric, t.cycle)
      .where(sql`finding_id is not null`),
    // What the sweep asks every second. Nothing it finds changes these rows.
    index("sla_clocks_due").on(t.dueAt).where(running),
    index("sla_clocks_risk").on(t.atRiskAt).where(running),
    index("sla_clocks_running").on(t.tenantId, t.dueAt).where(running),
    index("sla_clocks_ended")
      .on(t.tenantId, t.endedAt)
      .where(sql`ended_at is not null`),
    ...tenantWall(t.tenantId, { worker: "sla" }),
  ],
)

/** The trail of each clock: started, paused, resumed, retargeted, at risk, breached, met, … Append-only. */
export const slaClockEvents = pgTable(
  "sla_clock_events",
  {
    tenantId: tenantId(),
    clockId: uuid("clock_id").$type<ClockId>().notNull(),
    kind: text("kind").notNull(),
    at: instant("at").notNull(),
    cause: text("cause").notNull(),
    /** Which of several of the same kind at one moment. */
    ordinal: smallint("ordinal").notNull(),
    actor: jsonb("actor").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    /** When somebody was told that it is at risk or breached: once, however often it is found. */
    toldAt: instant("told_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.clockId, t.kind, t.at, t.ordinal] }),
    // What the telling asks every second: news of the last day, of all clients.
    index("sla_clock_events_untold")
      .on(t.recordedAt)
      .where(sql`told_at is null and kind in ('at_risk', 'breached', 'escalated')`),
    // A clock is told of once as at risk, once as breached and once for each level, however often it comes to be that.
    uniqueIndex("sla_clock_events_told")
      .on(t.tenantId, t.clockId, t.kind, sql`(case when kind = 'escalated' then cause else '' end)`)
      .where(sql`told_at is not null`),
    ...tenantWall(t.tenantId, { worker: "sla" }),
  ],
)

/** Time of a clock that is not the provider's to answer for, once somebody else than its owner has approved it. */
export const slaExclusions = pgTable(
  "sla_exclusions",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<SlaExclusionId>().notNull(),
    clockId: uuid("clock_id").$type<ClockId>().notNull(),
    kind: text("kind").notNull(),
    /** Null for the whole clock. */
    seconds: integer("seconds"),
    reason: text("reason").notNull(),
    requestedBy: uuid("requested_by").$type<UserId>(),
    requestedByName: text("requested_by_name").notNull(),
    requestedAt: instant("requested_at").notNull(),
    state: text("state").$type<"requested" | "approved" | "refused">().notNull(),
    decidedBy: uuid("decided_by").$type<UserId>(),
    decidedByName: text("decided_by_name"),
    decidedAt: instant("decided_at"),
    decision: text("decision"),
    /** The client's objection to an approved one. */
    contest: text("contest").$type<"open" | "upheld" | "rejected">(),
    contestReason: text("contest_reason"),
    contestedByName: text("contested_by_name"),
    contestedAt: instant("contested_at"),
    contestDecidedByName: text("contest_decided_by_name"),
    contestDecidedAt: instant("contest_decided_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("sla_exclusions_clock").on(t.tenantId, t.clockId),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeClock(t.clockId)),
  ],
)
