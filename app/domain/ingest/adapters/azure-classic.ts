import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, labelsOf, pickLabels } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { readWrittenTime } from "../written-time.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** @see https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-overview#alert-severity */
export const azureSeverities: ValueMap<Severity> = {
  version: 1,
  values: {
    sev0: "critical",
    sev1: "high",
    sev2: "medium",
    sev3: "info",
    sev4: "info",
    "0": "critical",
    "1": "high",
    "2": "medium",
    "3": "info",
    "4": "info",
    critical: "critical",
    error: "high",
    warning: "medium",
    informational: "info",
    verbose: "info",
    high: "high",
    medium: "medium",
    low: "low",
  },
  otherwise: "medium",
}

/** `monitorCondition`, and the states of activity log, service health and resource health. */
export const azureStatuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    fired: "firing",
    activated: "firing",
    active: "firing",
    resolved: "resolved",
    deactivated: "resolved",
    ok: "resolved",
  },
  otherwise: "firing",
}

/**
 * Alerts before the common schema: metric alerts of both generations, the activity log with service and resource health,
 * log alerts, Application Insights and budgets.
 *
 * @see https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-non-common-schema-definitions
 */
export function isClassic(document: unknown): boolean {
  const data = at(document, "data")
  if (isScaling(document)) return false
  return (
    isFields(contextOf(document)) ||
    firstText(data, "AlertRuleName", "BudgetName", "SmartDetectionRuleName") !== null ||
    firstText(document, "AlertRuleName") !== null
  )
}

/** Autoscale posts what it did in the same form. */
export const isScaling = (document: unknown) => firstText(document, "operation")?.startsWith("Scale") === true

/**
 * The operation of an activity log without how far it is: `…/healthevent/Activated/action` and `…/Resolved/action` are of
 * one trouble.
 */
export function lastingOperation(operation: string | null): string | null {
  return operation?.replace(/\/(?:Activated|Updated|InProgress|Pending|Resolved)\/action$/i, "") ?? null
}

function contextOf(document: unknown): unknown {
  const context = at(document, "data", "context") ?? at(document, "context")
  return at(context, "activityLog") ?? context
}

const names = {
  rule: ["name", "AlertRuleName", "BudgetName", "SmartDetectionRuleName", "operationName"],
  text: ["properties.title", "description", "properties.communication", "condition.metricName"],
  id: ["alertId", "id", "properties.trackingId", "correlationId"],
  time: ["timestamp", "eventTimestamp", "submissionTimestamp", "SearchIntervalEndtimeUtc"],
} as const

export function azureClassic(document: unknown): CanonicalEvent {
  const data = at(document, "data") ?? document
  const context = isFields(contextOf(document)) ? contextOf(document) : data
  const [rule, about] = [firstText(context, ...names.rule), firstText(context, ...names.text)]
  const resource = firstText(context, "resourceId", "AffectedConfigurationItems", "scope", "SubscriptionName")
  const said = ["status", "properties.stage", "properties.currentHealthStatus"].map((path) =>
    firstText(context, path),
  )
  const over = said.find((word) => /^(?:resolved|deactivated|available|complete)$/i.test(word ?? ""))
  const condition = over === undefined ? firstText(data, "status") : "resolved"
  const status = mapValue(azureStatuses, "status", condition ?? firstText(document, "status"))
  const severity = firstText(context, "severity", "Severity", "level")
  return canonicalEvent({
    discipline: "noc",
    category: "performance",
    title: [rule, about].filter(Boolean).join(": ") || "Azure Monitor alert",
    description: about,
    status,
    severity: mapValue(azureSeverities, "severity", severity),
    time: readWrittenTime("timestamp", firstText(context, ...names.time)),
    externalId: firstText(context, ...names.id),
    // These have no id that lasts from activated to deactivated: the rule and its resource do.
    dedupeKey: [lastingOperation(rule), resource, firstText(context, "properties.trackingId") ?? "-"],
    groupKey: [lastingOperation(rule)],
    asset: firstText(context, "resourceName") ?? resource?.split("/").at(-1) ?? null,
    rule,
    url: firstText(context, "portalLink", "LinkToSearchResults", "LinkToFilteredSearchResultsUI"),
    observables: findObservables(about),
    labels: {
      ...pickLabels(context, ["resourceGroupName", "resourceType", "resourceId", "operationName", "caller"]),
      ...labelsOf(at(context, "condition"), "condition.", 1),
    },
    expects: { rule, status: status.word },
  })
}
