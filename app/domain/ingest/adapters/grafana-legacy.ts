import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, labelsOf, listOf } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { readTime } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    alerting: "firing",
    no_data: "firing",
    pending: "firing",
    ok: "resolved",
    paused: "info",
    unknown: "info",
  },
  otherwise: "firing",
}

/**
 * The webhook of Grafana's alerting up to version 8: one rule of a panel. Also what a template has left of a later one: a
 * title and the state, without the alerts.
 *
 * @see https://grafana.com/docs/grafana/v8.5/alerting/old-alerting/notifications/#webhook
 */
export function isLegacy(document: unknown): boolean {
  if (Array.isArray(at(document, "alerts"))) return false
  const isRule = firstText(document, "ruleId", "ruleName", "ruleUrl") !== null
  const isLeft = firstText(document, "title") !== null && firstText(document, "state") !== null
  return isRule || isLeft || at(document, "evalMatches") !== undefined
}

/** What the button "Send Test" sends. */
export const isLegacyTest = (document: unknown) =>
  firstText(document, "message")?.startsWith("Someone is testing the alert notification") === true

export function grafanaLegacy(document: unknown): CanonicalEvent {
  const [id, name] = [firstText(document, "ruleId"), firstText(document, "ruleName")]
  const title = firstText(document, "title")?.replace(/^\[[A-Za-z][A-Za-z :,0-9]{1,40}\]\s{0,5}/, "") ?? null
  const message = firstText(document, "message")
  const match = listOf(at(document, "evalMatches"))[0]
  const tags = { ...labelsOf(at(document, "tags")), ...labelsOf(at(match, "tags")) }
  const status = mapValue(states, "state", firstText(document, "state"))
  const head = name && title && !title.includes(name) && !name.includes(title) ? `${name}: ${title}` : null
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: head ?? name ?? title ?? `Grafana rule ${id ?? "without a name"}`,
    description: message,
    status,
    severity: mapValue(severityWords, "tags.severity", firstText(tags, "severity", "priority", "level")),
    time: readTime("time", at(document, "time")),
    externalId: id,
    // A rule has one state, whatever the series that it watches.
    dedupeKey: id ? [id, firstText(document, "orgId") ?? "-"] : [null, name ?? title],
    groupKey: [id ?? name],
    asset: firstText(tags, "instance", "host", "hostname", "node", "server", "device"),
    rule: name,
    url: firstText(document, "ruleUrl"),
    observables: [...findObservables(message), ...Object.values(tags).flatMap(findObservables)],
    labels: { ...tags, ...labelsOf(match, "match.", 1) },
    expects: { ruleId: id, ruleName: name, state: status.word },
  })
}
