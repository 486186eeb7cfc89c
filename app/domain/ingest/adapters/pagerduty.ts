import { type Adapter, type CanonicalEvent, events, ignored } from "../adapter.ts"
import { at, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTimestamp } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { UnreadableBody } from "../unreadable-body.ts"

const actions: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { trigger: "firing", acknowledge: "info", resolve: "resolved" },
  otherwise: "firing",
}

/**
 * PagerDuty's Events API v2, which many tools speak: trigger, acknowledge, resolve, tied together by `dedup_key`.
 *
 * @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 */
export const pagerduty: Adapter = {
  key: "pagerduty",
  label: "PagerDuty Events API v2",
  discipline: "noc",
  normalise(body) {
    if (body.kind !== "json") throw new UnreadableBody("PagerDuty events are JSON")
    const documents = body.values.flatMap((value) => (Array.isArray(value) ? value : [value]))
    const acts = documents.filter((d) => firstText(d, "event_action", "event_type"))
    if (acts.length > 0) return events(acts.map(eventOf))
    if (documents.some((d) => isFields(at(d, "payload")) && text(at(d, "payload", "summary"))))
      return ignored("a change event, not an alert")
    throw new UnreadableBody("no event_action, as every event of the Events API v2 has")
  },
}

function eventOf(event: unknown): CanonicalEvent {
  const payload = at(event, "payload")
  const action = mapValue(actions, "event_action", firstText(event, "event_action", "event_type"))
  const severity = mapValue(severityWords, "payload.severity", text(at(payload, "severity")))
  // `incident_key`, `description` and `details` are what version 1 of the API called them.
  const key = firstText(event, "dedup_key", "incident_key")
  const summary = text(at(payload, "summary")) ?? text(at(event, "description"))
  const details = at(payload, "custom_details") ?? at(event, "details")
  const kind = severity.value === "info" && action.value === "firing" ? "firing" : action.value
  return {
    kind,
    title: summary ?? (key ? `PagerDuty event ${key}` : "PagerDuty event"),
    description:
      text(details) ??
      (isFields(details)
        ? Object.entries(labelsOf(details))
            .map(([k, v]) => `${k}: ${v}`)
            .join("\n")
        : null),
    severity: severity.value,
    sourceSeverity: text(at(payload, "severity")),
    sourceStatus: firstText(event, "event_action", "event_type"),
    externalId: key,
    // Without a key every trigger is a problem of its own to PagerDuty; here the same summary from one source folds.
    dedupeKey: key ? [key] : [summary, text(at(payload, "source"))],
    groupKey: [text(at(payload, "class")) ?? key ?? summary, text(at(payload, "component"))].filter(
      (part) => part !== null,
    ),
    occurredAt: readTimestamp(at(payload, "timestamp")),
    asset: text(at(payload, "source")),
    category: "availability",
    discipline: "noc",
    observables: findObservables(`${summary ?? ""} ${Object.values(labelsOf(details)).join(" ")}`),
    techniques: findTechniques(summary, Object.values(labelsOf(details))),
    rule: text(at(payload, "class")),
    url: firstText(event, "client_url") ?? text(at(listOf(at(event, "links"))[0], "href")),
    labels: {
      ...named(payload, ["component", "group", "class", "source"]),
      ...named(event, ["client"]),
      ...labelsOf(details, "details."),
    },
    partial: [
      ...action.partial,
      ...severity.partial,
      ...(kind === "firing" && !summary ? ["payload.summary"] : []),
    ],
  }
}

function named(value: unknown, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const found = text(at(value, name))
      return found ? [[name, found]] : []
    }),
  )
}
