import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { readBody } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, labelsOf, pickLabels, text } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { readTime, readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** The severity of an alerting policy. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    error: "high",
    warning: "medium",
    high: "high",
    medium: "medium",
    low: "low",
    info: "info",
    "no severity": "medium",
    severity_unspecified: "medium",
  },
  otherwise: "medium",
}

const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    open: "firing",
    acknowledged: "info",
    closed: "resolved",
    // Uptime checks of the old Stackdriver.
    resolved: "resolved",
  },
  otherwise: "firing",
}

/**
 * Incidents of Google Cloud Monitoring's alerting policies, versions 1.0 to 1.2 of the webhook, also by Pub/Sub.
 *
 * @see https://cloud.google.com/monitoring/support/notification-options#webhooks
 */
export const gcpMonitoring: Adapter = {
  key: "gcp-monitoring",
  label: "Google Cloud Monitoring",
  discipline: "noc",
  normalise(body) {
    const documents = documentsOf(body, "Google Cloud Monitoring").map(unpushed)
    const incidents = documents.filter((one) => isFields(incidentOf(one)))
    if (incidents.length === 0)
      throw new UnreadableBody("no incident, as every notification of Cloud Monitoring has")
    const real = incidents.filter((one) => !isTest(one))
    if (real.length === 0) return ignored("a test of the notification channel")
    return eventsOf(real.map(incidentOf), eventOf)
  },
}

/** A push of Pub/Sub holds the notification in base64. */
function unpushed(document: unknown): unknown {
  const data = text(at(document, "message", "data"))
  if (data === null) return document
  try {
    const inner = readBody("application/json", Buffer.from(data, "base64").toString("utf8"))
    return inner.kind === "json" ? inner.values[0] : document
  } catch {
    return document
  }
}

const incidentOf = (document: unknown) =>
  at(document, "incident") ?? (firstText(document, "incident_id") === null ? null : document)

const isTest = (document: unknown) => firstText(document, "version")?.toLowerCase() === "test"

function eventOf(incident: unknown): CanonicalEvent {
  const id = firstText(incident, "incident_id")
  const policy = firstText(incident, "policy_name")
  const condition = firstText(incident, "condition_name", "condition.displayName")
  const summary = firstText(incident, "summary")
  const status = mapValue(states, "state", firstText(incident, "state"))
  const severity = firstText(incident, "severity", "policy_user_labels.severity")
  const documentation = firstText(incident, "documentation.content") ?? text(at(incident, "documentation"))
  const title = summary ?? firstText(incident, "documentation.subject") ?? condition ?? policy
  return canonicalEvent({
    discipline: "noc",
    category: isAboutReach(incident) ? "availability" : "performance",
    title: title ?? "Google Cloud Monitoring incident",
    description: documentation,
    status,
    severity: mapValue(severities, "severity", severity),
    time: timeOf(incident, status.value),
    externalId: id,
    // An incident keeps its id from open to closed.
    dedupeKey: id ? [id] : [null, policy, condition, firstText(incident, "resource_id", "resource_name")],
    groupKey: [policy ?? condition],
    asset: assetOf(incident),
    rule: policy ?? condition,
    url: firstText(incident, "url"),
    observables: [
      ...findObservables(summary),
      ...Object.values(labelsOf(at(incident, "resource", "labels"))).flatMap(findObservables),
    ],
    labels: {
      ...pickLabels(incident, shown),
      ...labelsOf(at(incident, "resource", "labels"), "resource."),
      ...labelsOf(at(incident, "metric", "labels"), "metric."),
      ...labelsOf(at(incident, "policy_user_labels"), "policy."),
    },
    expects: { incident_id: id, state: status.word, summary },
  })
}

/** No data at all, and the checks from outside. */
const isAboutReach = (incident: unknown) =>
  isFields(at(incident, "condition", "conditionAbsent")) ||
  firstText(incident, "resource.type") === "uptime_url" ||
  firstText(incident, "metric.type")?.includes("/uptime_check/") === true

const shown = {
  policy: "policy_name",
  condition: "condition_name",
  metric: "metric.type",
  resource: "resource.type",
  observed: "observed_value",
  threshold: "threshold_value",
  project: "scoping_project_id",
}

/** `resource_name` is also a sentence (`… labels {project_id=…}`) or a path; then the resource's own labels name it. */
function assetOf(incident: unknown): string | null {
  const shownName = firstText(incident, "resource_display_name")
  const name = firstText(incident, "resource_name")
  if (shownName) return shownName
  if (name && !name.includes("labels {") && !name.includes(" Labels")) return name.split("/").at(-1) ?? name
  return (
    firstText(at(incident, "resource", "labels"), ...identifiers) ??
    firstText(incident, "resource_id") ??
    name
  )
}

const identifiers = [
  "instance_name",
  "instance_id",
  "function_name",
  "service_name",
  "pod_name",
  "node_name",
  "cluster_name",
  "database_id",
  "host",
  "bucket_name",
  "subscription_id",
  "topic_id",
]

function timeOf(incident: unknown, kind: CanonicalEvent["kind"]) {
  const ended = at(incident, "ended_at")
  if (kind === "resolved" && readTimestamp(ended) !== null) return readTime("ended_at", ended)
  return readTime("started_at", at(incident, "started_at"))
}
