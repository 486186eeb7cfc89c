import type { Instant } from "#app/kernel/time.ts"
import { writeInstant } from "#db/columns.ts"
import type { ColumnType } from "#db/unnest-rows.ts"
import type { AlertDraft } from "../alert-draft.ts"
import type { IncomingEvent } from "../incoming.ts"

/** What a batch may change on an alert: the columns an insert and an update share. */
export const changing = {
  tenant: "uuid",
  id: "uuid",
  state: "text",
  condition: "text",
  severity: "smallint",
  lastSeenAt: "timestamptz",
  count: "int",
  exactDupes: "int",
  payloadHash: "text",
  changes: "list",
  flappingSince: "timestamptz",
  falsePositives: "int",
  suppressedBy: "text",
  suppressedById: "uuid",
  suppressedAt: "timestamptz",
  isOverflow: "boolean",
  isReplay: "boolean",
  service: "uuid",
  assetId: "uuid",
  tier: "smallint",
  priority: "smallint",
  ruleId: "uuid",
  ruleKey: "text",
  isChild: "boolean",
  episode: "int",
  clearedAt: "timestamptz",
  closedAt: "timestamptz",
  disposition: "text",
  labels: "jsonb",
  flags: "list",
  incident: "uuid",
  dueAt: "timestamptz",
} as const satisfies Record<string, ColumnType>

/** What else a new one has. */
export const adding = {
  ...changing,
  source: "uuid",
  fingerprint: "text",
  group: "text",
  discipline: "text",
  sourceSeverity: "text",
  title: "text",
  description: "text",
  externalId: "text",
  asset: "text",
  category: "text",
  rule: "text",
  url: "text",
  observables: "jsonb",
  techniques: "list",
  occurredAt: "timestamptz",
  firstSeenAt: "timestamptz",
  previous: "uuid",
} as const satisfies Record<string, ColumnType>

const maybe = (at: Instant | null) => at && writeInstant(at)

export function updateRow(d: AlertDraft) {
  return {
    tenant: d.tenantId,
    id: d.id,
    state: d.state,
    condition: d.condition,
    severity: d.severity,
    lastSeenAt: writeInstant(d.lastSeenAt),
    count: d.count,
    exactDupes: d.exactDupes,
    payloadHash: d.payloadHash,
    changes: d.conditionChanges.map(writeInstant),
    flappingSince: maybe(d.flappingSince),
    falsePositives: d.falsePositives,
    suppressedBy: d.suppressedBy,
    suppressedById: d.suppressedById,
    suppressedAt: maybe(d.suppressedAt),
    isOverflow: d.isOverflow,
    isReplay: d.isReplay,
    service: d.serviceId,
    assetId: d.assetId,
    tier: d.tier,
    priority: d.priority,
    ruleId: d.correlationRuleId,
    ruleKey: d.correlationKey,
    isChild: d.isChild,
    episode: d.episode,
    clearedAt: maybe(d.clearedAt),
    closedAt: maybe(d.closedAt),
    disposition: d.disposition,
    labels: d.labels,
    flags: d.flags,
    incident: d.incidentId,
    dueAt: maybe(d.dueAt),
  }
}

export function insertRow(d: AlertDraft, { event, occurredAt }: IncomingEvent) {
  return {
    ...updateRow(d),
    source: d.sourceId,
    fingerprint: d.fingerprint,
    group: d.groupKey,
    discipline: d.discipline,
    sourceSeverity: event.sourceSeverity,
    title: event.title,
    description: event.description,
    externalId: event.externalId,
    asset: event.asset,
    category: event.category,
    rule: event.rule,
    url: event.url,
    observables: event.observables,
    techniques: event.techniques,
    occurredAt: maybe(occurredAt),
    firstSeenAt: writeInstant(d.firstSeenAt),
    previous: d.previousAlertId,
  }
}
