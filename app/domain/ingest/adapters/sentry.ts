import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { findObservables, observable, pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { sentryMetric } from "./sentry-metric.ts"

/** Levels of events. */
const levels: ValueMap<Severity> = {
  version: 1,
  values: {
    fatal: "critical",
    critical: "critical",
    error: "high",
    warning: "medium",
    log: "info",
    info: "info",
    debug: "info",
    sample: "info",
  },
  otherwise: "medium",
}

/** Actions of issue webhooks; an archived or ignored issue is over as far as its owner cares. */
const actions: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    triggered: "firing",
    created: "firing",
    unresolved: "firing",
    regression: "firing",
    resolved: "resolved",
    archived: "resolved",
    ignored: "resolved",
    assigned: "info",
  },
  otherwise: "firing",
}

/**
 * Sentry's webhooks: issue alerts, metric alerts, issues and errors of the integration platform, and the older plugin.
 *
 * @see https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
 */
export const sentry: Adapter = {
  key: "sentry",
  label: "Sentry",
  discipline: "noc",
  normalise(body) {
    const documents = documentsOf(body, "Sentry")
    const alerts = documents.filter((one) => isMetric(one) || errorOf(one) !== null)
    if (alerts.length > 0)
      return eventsOf(alerts, (one) => (isMetric(one) ? sentryMetric(one) : eventOf(one)))
    if (documents.some((one) => isFields(at(one, "installation")) || isFields(at(one, "data"))))
      return ignored("a notice of an installation or a comment, not an alert")
    throw new UnreadableBody("neither an event, an issue nor a metric alert, as Sentry's webhooks have")
  },
}

const isMetric = (document: unknown) => isFields(at(document, "data", "metric_alert"))

/** An event or an issue; the old plugin has its fields outside. */
function errorOf(document: unknown): unknown {
  const data = at(document, "data")
  const found = at(data, "event") ?? at(data, "issue") ?? at(data, "error")
  if (isFields(found)) return found
  const old = at(document, "event")
  return isFields(old) && firstText(document, "project", "project_slug", "project_name") ? old : null
}

function eventOf(document: unknown): CanonicalEvent {
  const error = errorOf(document)
  const isIssue = isFields(at(document, "data", "issue"))
  const id = idOf(document, error)
  const title = firstText(error, "title", "message", "metadata.title") ?? firstText(document, "message")
  const rule = ruleOf(document)
  const tags = tagsOf(error)
  const level = firstText(error, "level") ?? firstText(document, "level")
  const project = projectOf(document, error)
  const status = mapValue(actions, "action", firstText(document, "action"))
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: title ?? (id ? `Sentry issue ${id}` : "Sentry alert"),
    description: firstText(error, "culprit", "location", "metadata.value") ?? firstText(document, "culprit"),
    status,
    severity: mapValue(levels, "level", level),
    time: timeOf(error, isIssue, status.value),
    externalId: id,
    // An issue gathers events, each with an id of its own, and keeps its id until it is resolved.
    dedupeKey: id ? [id] : [null, project, title],
    groupKey: [rule ?? title],
    asset: project,
    rule,
    url: firstText(error, "web_url", "permalink", "issue_url") ?? firstText(document, "url"),
    observables: [...observablesOf(error, tags), ...findObservables(title)],
    techniques: findTechniques(title),
    labels: {
      ...pickLabels(error, shown),
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`tag.${name}`, value])),
    },
    expects: { issue_id: id, title, level },
  })
}

const shown = ["platform", "environment", "release", "culprit", "shortId", "event_id", "logger"]

function observablesOf(error: unknown, tags: Readonly<Record<string, string>>) {
  // Events of before version 9 call them by the names of Sentry's own classes.
  const user = at(error, "user") ?? at(error, "sentry.interfaces.User")
  const request = at(error, "request") ?? at(error, "sentry.interfaces.Http")
  return [
    ...pickObservables(user, { ip: ["ip_address"], mail: ["email"] }),
    ...observable("url", firstText(request, "url") ?? tags["url"] ?? null),
    ...observable("user", firstText(user, "username", "id")),
    ...observable("domain", tags["server_name"] ?? null),
  ]
}

/** The issue an event belongs to, or itself; of the plugin's delivery the `id` outside. */
function idOf(document: unknown, error: unknown): string | null {
  const issue = isFields(at(document, "data", "issue")) ? firstText(error, "id") : null
  const old = isFields(at(document, "event")) ? firstText(document, "id") : null
  return firstText(error, "issue_id", "groupID") ?? issue ?? old
}

function ruleOf(document: unknown): string | null {
  const named = firstText(document, "data.triggered_rule", "data.issue_alert.title")
  return named ?? text(listOf(at(document, "triggering_rules"))[0])
}

/** A slug, a name, or an object of both; of an event the project is only a number, but its address names it. */
function projectOf(document: unknown, error: unknown): string | null {
  const named =
    firstText(document, "project_slug", "project_name") ??
    firstText(error, "project.slug", "project.name", "project_slug")
  const path = (firstText(error, "url") ?? "").slice(0, 2000).split("/projects/")[1]?.split("/")
  return named ?? path?.[1] ?? firstText(document, "project") ?? firstText(error, "project")
}

/** Pairs, or objects with a key and a value. */
function tagsOf(error: unknown): Record<string, string> {
  const pairs = listOf(at(error, "tags"))
    .slice(0, 60)
    .flatMap((tag): [string, string][] => {
      const [name, value] = Array.isArray(tag)
        ? [text(tag[0]), text(tag[1])]
        : [firstText(tag, "key"), firstText(tag, "value")]
      return name && value ? [[name, value]] : []
    })
  return Object.fromEntries(pairs)
}

function timeOf(error: unknown, isIssue: boolean, kind: CanonicalEvent["kind"]) {
  if (!isIssue) return readTime("datetime", firstText(error, "datetime", "timestamp", "received"))
  return kind === "firing"
    ? readTime("lastSeen", firstText(error, "lastSeen", "firstSeen"))
    : readTime("resolvedAt", at(error, "statusDetails", "resolvedAt"))
}
