import * as z from "zod"
import { alertStates, conditions, dispositions } from "#app/domain/alerts/alert.ts"
import { severities } from "#app/domain/alerts/severity.ts"
import type { AlertView } from "#app/domain/alerts/view.ts"
import type { ClientView } from "#app/domain/clients/client.ts"
import { type IncidentView, lanes, stages, type TimelineEntry } from "#app/domain/incidents/incident.ts"
import { categories, disciplines, observableTypes } from "#app/domain/ingest/adapter.ts"
import { holds } from "#app/domain/sla/clock/hold-effects.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What the API answers with, each beside the function that makes it from the domain's view. Times are RFC 3339 in UTC. */

const id = z.uuid()
const time = z.iso.datetime({ offset: true }).meta({ examples: ["2026-03-27T08:15:00Z"] })
const maybeTime = time.nullable()
const at = (instant: Instant | null) => instant?.toString() ?? null

export const clientSchema = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    timeZone: z.string(),
    status: z.enum(["active", "suspended"]),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "Client" })

export function clientJson(client: ClientView) {
  return { ...client, createdAt: at(client.createdAt), updatedAt: at(client.updatedAt) }
}

export const alertSchema = z
  .object({
    id,
    client: id,
    source: id,
    discipline: z.enum(disciplines),
    severity: z.enum(severities),
    sourceSeverity: z.string().nullable(),
    state: z.enum(alertStates),
    condition: z.enum(conditions),
    title: z.string(),
    description: z.string().nullable(),
    externalId: z.string().nullable(),
    asset: z.string().nullable(),
    category: z.enum(categories),
    rule: z.string().nullable(),
    observables: z.array(z.object({ type: z.enum(observableTypes), value: z.string() })),
    techniques: z.array(z.string()).meta({ examples: [["T1110"]] }),
    occurredAt: maybeTime,
    firstSeenAt: time,
    lastSeenAt: time,
    clearedAt: maybeTime,
    closedAt: maybeTime,
    count: z.int().meta({ description: "Sightings, identical ones included" }),
    exactDupes: z.int().meta({ description: "How many of them repeated the one before to the letter" }),
    falsePositives: z.int().meta({ description: "How often it was closed as no problem before" }),
    isOverflow: z.boolean().meta({ description: "Gathers the signals of a storm" }),
    episode: z.int(),
    incident: id.nullable(),
    assignee: z.string().nullable(),
    disposition: z.enum(dispositions).nullable(),
    labels: z.record(z.string(), z.string()),
    flags: z.array(z.string()).meta({
      description:
        "How far the data is to be trusted (skewed, partial, degraded-fingerprint, out-of-order) and what it does (flapping, stale, learning)",
    }),
    url: z.string().nullable(),
    dueAt: maybeTime.meta({ description: "Deadline of the nearest running clock" }),
    version: z.int(),
  })
  .meta({ id: "Alert" })

export function alertJson(alert: AlertView) {
  const { episode, flags, version, rule, disposition } = alert
  const {
    id: alertId,
    discipline,
    severity,
    sourceSeverity,
    state,
    condition,
    title,
    description,
    externalId,
    asset,
    category,
  } = alert
  return {
    ...{
      id: alertId,
      client: alert.client.id,
      source: alert.source.id,
      discipline,
      severity,
      sourceSeverity,
      state,
      condition,
    },
    ...{ title, description, externalId, asset, category, rule },
    observables: alert.observables,
    techniques: alert.techniques,
    occurredAt: at(alert.occurredAt),
    firstSeenAt: at(alert.firstSeenAt),
    lastSeenAt: at(alert.lastSeenAt),
    clearedAt: at(alert.clearedAt),
    closedAt: at(alert.closedAt),
    count: alert.count,
    exactDupes: alert.exactDupes,
    falsePositives: alert.falsePositives,
    isOverflow: alert.isOverflow,
    episode,
    incident: alert.incident?.id ?? null,
    assignee: alert.assignee?.name ?? null,
    disposition,
    labels: alert.labels,
    flags,
    url: alert.url,
    dueAt: at(alert.dueAt),
    version,
  }
}

export const incidentSchema = z
  .object({
    id,
    reference: z.string().meta({ examples: ["ACME-1042"] }),
    client: id,
    title: z.string(),
    flavour: z.enum(["availability", "security"]),
    discipline: z.enum(disciplines),
    priority: z.int().min(1).max(4),
    severity: z.enum(severities),
    stage: z.enum(stages),
    owner: z.string().nullable(),
    openedBy: z.string(),
    openedAt: time,
    sharedAt: maybeTime,
    acknowledgedAt: maybeTime,
    firstResolvedAt: maybeTime,
    resolvedAt: maybeTime,
    resolution: z.string().nullable(),
    hold: z.enum(holds).nullable().meta({ description: "What its work waits for" }),
    holdSince: maybeTime,
    holdUntil: maybeTime.meta({ description: "When a reminder goes out, or work goes on" }),
    confirmedAt: maybeTime.meta({ description: "When it was found to be an attack" }),
    containedAt: maybeTime,
    restrictedAt: maybeTime.meta({ description: "Since when it is need to know" }),
    restriction: z
      .object({ reason: z.string(), byName: z.string() })
      .nullable()
      .meta({ description: "Why, and by whose word; null for who does not need to know" }),
    isWithheld: z.boolean().meta({
      description:
        "Need to know, and this token does not: only number, client, priority, team, stage and times of its clocks are true",
    }),
    alertCount: z.int(),
    isCandidate: z.boolean().meta({ description: "Waits for approval or dismissal; no SLA clock runs" }),
    dismissedAt: maybeTime,
    mergedInto: id.nullable().meta({ description: "The survivor; this one is then read only" }),
    lastActivityAt: time,
    dueAt: maybeTime,
    version: z.int(),
  })
  .meta({ id: "Incident" })

export function incidentJson(incident: IncidentView) {
  const { updatedAt: _, holdRemindedAt: _reminded, ...rest } = incident
  return {
    ...rest,
    client: incident.client.id,
    owner: incident.owner?.name ?? null,
    openedAt: at(incident.openedAt),
    sharedAt: at(incident.sharedAt),
    acknowledgedAt: at(incident.acknowledgedAt),
    firstResolvedAt: at(incident.firstResolvedAt),
    resolvedAt: at(incident.resolvedAt),
    dismissedAt: at(incident.dismissedAt),
    holdSince: at(incident.holdSince),
    holdUntil: at(incident.holdUntil),
    confirmedAt: at(incident.confirmedAt),
    restrictedAt: at(incident.restrictedAt),
    containedAt: at(incident.containedAt),
    lastActivityAt: at(incident.lastActivityAt),
    dueAt: at(incident.dueAt),
  }
}

export const timelineSchema = z
  .object({
    id,
    at: time,
    kind: z.string(),
    lane: z.enum(lanes),
    actor: z.string(),
    text: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "TimelineEntry" })

export function timelineJson(entry: TimelineEntry) {
  return { ...entry, at: at(entry.at), actor: entry.actor.name }
}
