import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, labelsOf } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { entriesOf } from "../pages.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime, readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** The webhook's words, the states of the API's version 2, and those of Prometheus' own API. */
const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    firing: "firing",
    active: "firing",
    suppressed: "firing",
    unprocessed: "firing",
    pending: "info",
    inactive: "resolved",
    resolved: "resolved",
  },
  otherwise: "firing",
}

/**
 * Prometheus Alertmanager's webhook, versions 3 and 4: a group of alerts, each with its own status. Also the bare alerts
 * that Prometheus itself posts, and the pages on which both list them. An alert that always fires, to show that alerting
 * works, is none.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const alertmanager: Adapter = {
  key: "alertmanager",
  label: "Prometheus Alertmanager",
  discipline: "noc",
  normalise(body) {
    const groups = entriesOf(documentsOf(body, "Alertmanager"), "data.alerts", "data")
    if (!groups.some((group) => Array.isArray(at(group, "alerts")) || at(group, "labels") !== undefined))
      throw new UnreadableBody("no list of alerts, as Alertmanager's webhook has")
    const alerts = groups.flatMap(alertsOf)
    const real = alerts.filter((one) => !isWatchdog(one))
    if (alerts.length > 0 && real.length === 0) return ignored("a watchdog of the alerting itself")
    return eventsOf(real, eventOf)
  },
}

/** What rules of the Prometheus operator fire for ever, and only to be missed or to inhibit. */
const isWatchdog = ({ alert, group }: Grouped) =>
  /^(?:watchdog|deadmansswitch|infoinhibitor)$/i.test(
    firstText(at(alert, "labels"), "alertname") ?? firstText(group.labels, "alertname") ?? "",
  )

type Words = Readonly<Record<string, string>>
/** What a group says for all its alerts, read once. */
type Group = { labels: Words; annotations: Words; status: string | null; url: string | null }
type Grouped = { alert: unknown; group: Group }

function alertsOf(given: unknown): Grouped[] {
  const list = at(given, "alerts")
  const group = {
    labels: labelsOf(at(given, "commonLabels")),
    annotations: labelsOf(at(given, "commonAnnotations")),
    status: Array.isArray(list) ? firstText(given, "status") : null,
    url: firstText(given, "externalURL"),
  }
  if (Array.isArray(list)) return list.map((alert) => ({ alert, group }))
  return at(given, "labels") === undefined ? [] : [{ alert: given, group }]
}

function eventOf({ alert, group }: Grouped): CanonicalEvent {
  const labels = { ...group.labels, ...labelsOf(at(alert, "labels")) }
  const annotations = { ...group.annotations, ...labelsOf(at(alert, "annotations")) }
  const status = mapValue(statuses, "status", stateOf(alert, group))
  const name = firstText(labels, "alertname")
  const title = titleOf(
    name,
    firstText(annotations, "summary", "title", "message") ?? firstText(alert, "summary"),
  )
  const description = firstText(annotations, "description", "message", "summary")
  const fingerprint = firstText(alert, "fingerprint")
  const identity = sortedLabels(at(alert, "labels"))
  const asset = firstText(labels, ...assets)
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title,
    description,
    status,
    severity: mapValue(severityWords, "severity", firstText(labels, "severity", "priority", "level")),
    time: timeOf(alert, status.value),
    externalId: fingerprint,
    // The labels of an alert are its identity in Prometheus; its fingerprint is a hash of them that old versions lack.
    dedupeKey: fingerprint ? [fingerprint] : identity ? [identity] : [null, title],
    groupKey: [name],
    asset,
    rule: name,
    url: firstText(alert, "generatorURL") ?? group.url,
    observables: [asset, ...Object.values(labels), description, title].flatMap(findObservables),
    techniques: findTechniques(Object.values(labels), Object.values(annotations)),
    labels: { ...labels, ...labelsOf(annotations, "annotation.") },
    expects: { status: status.word, "labels.alertname": name },
  })
}

/** A group is resolved when all of its alerts are, whatever a template says of each. */
function stateOf(alert: unknown, group: Group): string | null {
  const own = firstText(alert, "status", "status.state", "state")
  return group.status?.toLowerCase() === "resolved" ? group.status : (own ?? group.status)
}

const assets = ["instance", "host", "hostname", "node", "nodename", "device", "server", "target", "pod"]

/** When it began, or for a resolved alert when it ended. */
function timeOf(alert: unknown, kind: CanonicalEvent["kind"]) {
  const ended = kind === "resolved" && readTimestamp(at(alert, "endsAt")) !== null
  return ended
    ? readTime("endsAt", at(alert, "endsAt"))
    : readTime("startsAt", firstText(alert, "startsAt", "activeAt"))
}

function titleOf(name: string | null, summary: string | null): string {
  if (name && summary && !summary.includes(name)) return `${name}: ${summary}`
  return summary ?? name ?? "Alert without a name"
}

/** All of them, whatever their number: two alerts may differ in the last. */
function sortedLabels(labels: unknown): string | null {
  const pairs = Object.entries(fieldsOf(labels)).sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.length > 0 ? JSON.stringify(pairs) : null
}
