import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, labelsOf, listOf } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime, readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"
import { grafanaLegacy, isLegacy, isLegacyTest } from "./grafana-legacy.ts"
import { fromOnCall } from "./grafana-oncall.ts"

const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    firing: "firing",
    alerting: "firing",
    active: "firing",
    suppressed: "firing",
    unprocessed: "firing",
    nodata: "firing",
    no_data: "firing",
    error: "firing",
    resolved: "resolved",
    normal: "resolved",
    ok: "resolved",
  },
  otherwise: "firing",
}

/**
 * Grafana Alerting's webhook (from version 8: a group of alerts), the legacy alerting before it, and what Grafana OnCall
 * sends and lists.
 *
 * @see https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
export const grafana: Adapter = {
  key: "grafana",
  label: "Grafana",
  discipline: "noc",
  normalise(body) {
    const posts = documentsOf(body, "Grafana")
    const documents = posts.flatMap(fromOnCall)
    if (posts.length > 0 && documents.length === 0) return ignored("a step of whoever works on it in OnCall")
    const legacy = documents.filter(isLegacy)
    const alerting = legacy.filter((one) => !isLegacyTest(one))
    if (legacy.length > 0 && alerting.length === 0) return ignored("a test of the notification channel")
    if (alerting.length > 0) return eventsOf(alerting, grafanaLegacy)
    if (!documents.some((one) => Array.isArray(at(one, "alerts")) || at(one, "labels") !== undefined))
      throw new UnreadableBody("neither a list of alerts nor a rule, as Grafana's webhook has")
    const alerts = documents.flatMap(alertsOf)
    const real = alerts.filter(({ labels }) => !isTest(labels))
    if (alerts.length > 0 && real.length === 0) return ignored("a test of the contact point")
    return eventsOf(real, eventOf)
  },
}

type Words = Readonly<Record<string, string>>
type Grouped = {
  readonly alert: unknown
  readonly labels: Words
  readonly annotations: Words
  readonly status: string | null
  readonly url: string | null
}

function alertsOf(group: unknown): Grouped[] {
  const list = at(group, "alerts")
  const inGroup = Array.isArray(list)
  const common = {
    labels: labelsOf(at(group, "commonLabels")),
    annotations: labelsOf(at(group, "commonAnnotations")),
  }
  return (inGroup ? listOf(list) : [group]).map((alert) => ({
    alert,
    labels: { ...common.labels, ...labelsOf(at(alert, "labels")) },
    annotations: { ...common.annotations, ...labelsOf(at(alert, "annotations")) },
    status: inGroup ? stateIn(group, alert) : firstText(alert, "status", "status.state"),
    url: inGroup ? firstText(group, "externalURL") : null,
  }))
}

/** A group is resolved when all of its alerts are. */
function stateIn(group: unknown, alert: unknown): string | null {
  const whole = firstText(group, "status", "state")
  return whole?.toLowerCase() === "resolved" ? whole : (firstText(alert, "status", "status.state") ?? whole)
}

/** What the button "Test" of a contact point sends. */
const isTest = (labels: Words) => labels["alertname"] === "TestAlert" && labels["instance"] === "Grafana"

function eventOf({ alert, labels, annotations, ...group }: Grouped): CanonicalEvent {
  const status = mapValue(statuses, "status", group.status)
  const name = nameOf(labels)
  const summary = firstText(annotations, "summary", "title")
  const description =
    firstText(annotations, "description", "message", "Error") ?? summary ?? firstText(alert, "valueString")
  const fingerprint = firstText(alert, "fingerprint")
  const asset = firstText(labels, ...assets)
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title:
      name && summary && !summary.includes(name)
        ? `${name}: ${summary}`
        : (summary ?? name ?? "Grafana alert"),
    description,
    status,
    severity: severityOf(labels),
    time: timeOf(alert, status.value),
    externalId: fingerprint,
    // A hash of the alert's labels, the same while it fires and when it resolves.
    dedupeKey: fingerprint ? [fingerprint] : [null, sorted(labels)],
    groupKey: [firstText(labels, "__alert_rule_uid__") ?? name],
    asset,
    rule: name,
    url: firstText(alert, "generatorURL", "panelURL", "dashboardURL") ?? group.url,
    observables: [asset, ...Object.values(labels), description, summary].flatMap(findObservables),
    techniques: findTechniques(Object.values(labels), Object.values(annotations)),
    labels: {
      ...labels,
      ...labelsOf(annotations, "annotation."),
      ...labelsOf(fieldsOf(at(alert, "values")), "value."),
    },
    expects: { status: status.word, "labels.alertname": name },
  })
}

/** A rule without data, or that failed, fires as `DatasourceNoData` or `DatasourceError`, with its own name in `rulename`. */
function nameOf(labels: Words): string | null {
  const [alert, rule] = [firstText(labels, "alertname"), firstText(labels, "rulename")]
  return alert && rule && alert.startsWith("Datasource") ? `${rule} (${alert})` : (alert ?? rule)
}

const assets = ["instance", "host", "hostname", "node", "nodename", "device", "server", "target", "pod"]

function severityOf(labels: Words): Mapped<Severity> {
  return mapValue(severityWords, "severity", firstText(labels, "severity", "priority", "level"))
}

/** When it began, or for a resolved alert when it ended. */
function timeOf(alert: unknown, kind: CanonicalEvent["kind"]) {
  const ended = kind === "resolved" && readTimestamp(at(alert, "endsAt")) !== null
  return ended ? readTime("endsAt", at(alert, "endsAt")) : readTime("startsAt", at(alert, "startsAt"))
}

function sorted(labels: Words): string | null {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))
  return pairs.length > 0 ? JSON.stringify(pairs) : null
}
