import { type Adapter, type CanonicalEvent, events, ignored } from "../adapter.ts"
import { at, fieldsOf, firstText, labelsOf, listOf, text } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTimestamp } from "../timestamp.ts"
import { mapValue } from "../value-map.ts"
import { UnreadableBody } from "../unreadable-body.ts"

/**
 * Prometheus Alertmanager's webhook, versions 3 and 4: a group of alerts, each with its own status.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const alertmanager: Adapter = {
  key: "alertmanager",
  label: "Prometheus Alertmanager",
  discipline: "noc",
  normalise(body) {
    if (body.kind !== "json") throw new UnreadableBody("Alertmanager sends JSON")
    const groups = body.values.flatMap((value) => (Array.isArray(value) ? value : [value]))
    if (!groups.some((group) => Array.isArray(at(group, "alerts")) || at(group, "labels") !== undefined))
      throw new UnreadableBody("no list of alerts, as Alertmanager's webhook has")
    const found = groups.flatMap(eventsOfGroup)
    return found.length > 0 ? events(found) : ignored("the group holds no alerts")
  },
}

function eventsOfGroup(group: unknown): CanonicalEvent[] {
  const alerts = at(group, "alerts")
  // The v2 API posts bare alerts, without a group around them.
  if (!Array.isArray(alerts)) return at(group, "labels") === undefined ? [] : [eventOf(group, {})]
  return listOf(alerts).map((alert) => eventOf(alert, group))
}

function eventOf(alert: unknown, group: unknown): CanonicalEvent {
  const labels = { ...labelsOf(at(group, "commonLabels")), ...labelsOf(at(alert, "labels")) }
  const annotations = { ...labelsOf(at(group, "commonAnnotations")), ...labelsOf(at(alert, "annotations")) }
  const status = firstText(alert, "status", "status.state") ?? text(at(group, "status"))
  const severity = mapValue(severityWords, "severity", labels["severity"] ?? labels["priority"] ?? null)
  const name = labels["alertname"] ?? null
  const fingerprint = text(at(alert, "fingerprint"))
  const summary = annotations["summary"] ?? annotations["title"] ?? annotations["message"] ?? null
  const description = annotations["description"] ?? annotations["message"] ?? annotations["summary"] ?? null
  const resolved = status?.toLowerCase() === "resolved"
  return {
    kind: resolved ? "resolved" : "firing",
    title: titleOf(name, summary),
    description,
    severity: severity.value,
    sourceSeverity: labels["severity"] ?? labels["priority"] ?? null,
    sourceStatus: status,
    externalId: fingerprint,
    // The labels of an alert are its identity in Prometheus; its fingerprint is a hash of them that old versions lack.
    dedupeKey: fingerprint ? [fingerprint] : [sortedLabels(labelsOf(at(alert, "labels")))],
    groupKey: [name],
    occurredAt: readTimestamp(
      resolved ? (at(alert, "startsAt") ?? at(alert, "endsAt")) : at(alert, "startsAt"),
    ),
    asset:
      labels["instance"] ?? labels["host"] ?? labels["hostname"] ?? labels["node"] ?? labels["pod"] ?? null,
    category: "availability",
    discipline: "noc",
    observables: findObservables(`${labels["instance"] ?? ""} ${description ?? ""}`),
    techniques: findTechniques(Object.values(labels), Object.values(annotations)),
    rule: name,
    url: firstText(alert, "generatorURL") ?? text(at(group, "externalURL")),
    labels: { ...labels, ...prefixed(annotations) },
    partial: [...severity.partial, ...(status ? [] : ["status"]), ...(name ? [] : ["labels.alertname"])],
  }
}

function titleOf(name: string | null, summary: string | null): string {
  if (name && summary && !summary.includes(name)) return `${name}: ${summary}`
  return summary ?? name ?? "Alert without a name"
}

function sortedLabels(labels: Readonly<Record<string, string>>): string | null {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.length > 0 ? pairs.map(([key, value]) => `${key}=${value}`).join(",") : null
}

function prefixed(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(annotations)).map(([key, value]) => [`annotation.${key}`, String(value)]),
  )
}
