import { type Adapter, type CanonicalEvent, type Category, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, pickLabels, text } from "../fields.ts"
import { findObservables, scanObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"
import {
  azureClassic,
  azureSeverities,
  azureStatuses,
  isClassic,
  isScaling,
  lastingOperation,
} from "./azure-classic.ts"
import { essentialsOfContext } from "./azure-context.ts"

/**
 * Azure Monitor's action groups: the common alert schema, the older schemas of each kind of alert, and the alerts as the
 * management API lists them.
 *
 * @see https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-common-schema
 */
export const azureMonitor: Adapter = {
  key: "azure-monitor",
  label: "Azure Monitor",
  discipline: "noc",
  normalise(body) {
    const documents = documentsOf(body, "Azure Monitor").flatMap(unlisted)
    if (documents.some((one) => firstText(one, "eventType")?.endsWith("SubscriptionValidationEvent")))
      return ignored("the handshake of Event Grid, to be confirmed by a person")
    const alerts = documents.filter((one) => essentialsOf(one) !== null || isClassic(one))
    if (alerts.length > 0)
      return eventsOf(alerts, (one) => (essentialsOf(one) === null ? azureClassic(one) : eventOf(one)))
    if (documents.some(isScaling)) return ignored("a notice of autoscale, not an alert")
    throw new UnreadableBody("neither essentials nor a context, as alerts of Azure Monitor have")
  },
}

/** The API's list of alerts is in `value`. */
function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "value")
  return Array.isArray(list) ? list : [document]
}

function essentialsOf(document: unknown): unknown {
  const found =
    at(document, "data", "essentials") ??
    at(document, "properties", "essentials") ??
    at(document, "essentials")
  if (isFields(found)) return found
  const context = at(document, "data", "alertContext") ?? at(document, "alertContext")
  return isFields(context) ? essentialsOfContext(context) : null
}

function eventOf(document: unknown): CanonicalEvent {
  const essentials = essentialsOf(document)
  const context = contextOf(document)
  const rule = firstText(essentials, "alertRule", "alertRuleID") ?? firstText(context, "AlertData.BudgetName")
  const condition = firstText(essentials, "monitorCondition")
  const status = mapValue(azureStatuses, "monitorCondition", stateOf(essentials, context, condition))
  const name = rule?.split("/").at(-1) ?? null
  const severity = severityOf(essentials, context)
  const description = firstText(essentials, "description") ?? firstText(context, ...descriptions)
  const target = text(listOf(at(essentials, "alertTargetIDs"))[0]) ?? firstText(essentials, "targetResource")
  return canonicalEvent({
    discipline: isSecurity(essentials) ? "soc" : "noc",
    category: categoryOf(essentials, context),
    title: titleOf(name, description, context),
    description,
    status,
    severity: mapValue(azureSeverities, "severity", severity),
    time: timeOf(essentials, status.value),
    externalId: idOf(essentials, document),
    dedupeKey: identityOf(essentials, context, document),
    groupKey: [rule],
    asset: firstText(context, "properties.compromisedEntity") ?? assetOf(essentials, target),
    rule: name,
    url:
      firstText(
        listOf(at(context, "condition", "allOf"))[0],
        "linkToFilteredSearchResultsUI",
        "linkToSearchResultsUI",
      ) ?? firstText(context, "linkToFilteredSearchResultsUI", "linkToSearchResults"),
    observables: [
      ...findObservables(description),
      ...scanObservables(context).filter(({ type }) => type !== "url" && type !== "domain"),
    ],
    techniques: findTechniques(description),
    labels: { ...labelsIn(document, essentials, context), ...(target === null ? {} : { target }) },
    expects: {
      alertRule: rule,
      monitorCondition: condition,
      // A budget has none.
      ...(at(context, "AlertData") === undefined ? { severity } : {}),
    },
  })
}

/** Where each kind of alert says what it is about. */
const descriptions = [
  "properties.communication",
  "properties.title",
  "properties.description",
  "annotations.summary",
  "DetectionSummary",
  "properties.category",
  "operationName",
]

/** The levels of the activity log, in the severities that rules have. */
const levels: Readonly<Record<string, string>> = {
  "1": "Critical",
  "2": "Error",
  "3": "Warning",
  "4": "Informational",
}

function contextOf(document: unknown): unknown {
  const common = at(document, "data", "alertContext") ?? at(document, "alertContext")
  return common ?? at(document, "properties", "context")
}

/** Of security and health the severity in the activity log is Azure's own; the rule's only says where it comes from. */
function severityOf(essentials: unknown, context: unknown): string | null {
  const level = isHealth(essentials) ? firstText(context, "level") : null
  const own = isSecurity(essentials)
    ? firstText(context, "properties.severity")
    : (levels[level ?? ""] ?? level)
  return own ?? firstText(essentials, "severity")
}

function labelsIn(document: unknown, essentials: unknown, context: unknown): Record<string, string> {
  return {
    ...pickLabels(essentials, [
      "signalType",
      "monitoringService",
      "alertId",
      "originAlertId",
      "targetResourceType",
    ]),
    ...labelsOf(metricsOf(context), "metric."),
    ...labelsOf(at(context, "labels"), "label."),
    ...labelsOf(at(context, "AlertData"), "budget."),
    ...pickLabels(context, { operation: "operationName", caller: "caller", service: "properties.service" }),
    ...labelsOf(at(document, "data", "customProperties"), "custom."),
  }
}

/** Of what Azure itself tells (the activity log, its own health) an alert is `Fired` even when the trouble is over. */
const isOfActivity = (essentials: unknown) =>
  /^(?:activity ?log|resource ?health|service ?health)/i.test(
    firstText(essentials, "monitoringService") ?? "",
  )

function stateOf(essentials: unknown, context: unknown, condition: string | null): string | null {
  if (!isOfActivity(essentials)) return condition
  const said = ["status", "properties.currentHealthStatus", "properties.stage"].map((path) =>
    firstText(context, path),
  )
  return said.some((word) => /^(?:resolved|available|complete)$/i.test(word ?? "")) ? "resolved" : condition
}

/** What the alert was raised for; its id lasts from fired to resolved, but a log or health alert has one for each event. */
function identityOf(essentials: unknown, context: unknown, document: unknown): (string | null)[] {
  const tracking = firstText(context, "properties.trackingId")
  if (tracking) return ["tracking", tracking]
  if (isOfActivity(essentials))
    return [
      firstText(essentials, "alertRule"),
      targets(essentials),
      lastingOperation(firstText(context, "operationName")),
    ]
  const id = idOf(essentials, document)
  return id ? [id] : [null, firstText(essentials, "alertRule"), targets(essentials)]
}

function idOf(essentials: unknown, document: unknown): string | null {
  return (
    firstText(essentials, "alertId") ??
    firstText(document, "id") ??
    firstText(essentials, "originAlertId", "sourceCreatedId")
  )
}

function targets(essentials: unknown): string | null {
  const list = listOf(at(essentials, "alertTargetIDs")).map(text)
  return list.join(",") || firstText(essentials, "targetResource")
}

function assetOf(essentials: unknown, target: string | null): string | null {
  const item =
    text(listOf(at(essentials, "configurationItems"))[0]) ?? firstText(essentials, "targetResourceName")
  return item ?? target?.split("/").at(-1) ?? null
}

function titleOf(name: string | null, description: string | null, context: unknown): string {
  const about =
    firstText(context, "properties.title", "properties.incidentTitle") ?? description?.split("\n", 1)[0]
  const metric = firstText(metricsOf(context), "metricName")
  return (
    [name, about].filter(Boolean).join(": ") || ["Azure Monitor alert", metric].filter(Boolean).join(": ")
  )
}

function timeOf(essentials: unknown, kind: CanonicalEvent["kind"]) {
  const resolved = firstText(essentials, "resolvedDateTime", "monitorConditionResolvedDateTime")
  if (kind === "resolved" && resolved) return readTime("resolvedDateTime", resolved)
  return readTime("firedDateTime", firstText(essentials, "firedDateTime", "startDateTime"))
}

const isHealth = (essentials: unknown) =>
  /^(?:resource|service) ?health$/i.test(firstText(essentials, "monitoringService")?.slice(0, 100) ?? "")

const isSecurity = (essentials: unknown) =>
  /security/i.test(firstText(essentials, "monitoringService")?.slice(0, 100) ?? "")

function categoryOf(essentials: unknown, context: unknown): Category {
  if (firstText(context, "properties.incidentType")?.toLowerCase() === "maintenance") return "maintenance"
  if (isSecurity(essentials)) return "security"
  if (at(context, "AlertData") !== undefined) return "capacity"
  const service = firstText(essentials, "monitoringService")?.toLowerCase() ?? ""
  if (service.includes("health")) return "availability"
  if (service.includes("administrative") || service.includes("policy")) return "policy"
  return firstText(essentials, "signalType")?.toLowerCase() === "metric" ? "performance" : "availability"
}

/** What the first condition measured. */
function metricsOf(context: unknown): Record<string, unknown> {
  const first = fieldsOf(listOf(at(context, "condition", "allOf"))[0])
  const { metricName, metricValue, threshold, operator, timeAggregation, searchQuery } = first
  return { metricName, metricValue, threshold, operator, timeAggregation, searchQuery }
}
