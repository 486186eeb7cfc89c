import { type Adapter, type CanonicalEvent, events, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { pagerdutyIncident, webhookMessages } from "./pagerduty-webhook.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, labelsOf, listOf, pickLabels, text } from "../fields.ts"
import { findObservables, scanObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

const actions: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { trigger: "firing", acknowledge: "info", resolve: "resolved" },
  otherwise: "firing",
}

/**
 * PagerDuty's Events API v2, which many tools speak: trigger, acknowledge, resolve, tied together by `dedup_key`. The
 * names of version 1 of the API (`event_type`, `incident_key`, `description`, `details`) are read as well,
 * and the incidents of webhook subscriptions, in all their versions.
 *
 * @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 */
export const pagerduty: Adapter = {
  key: "pagerduty",
  label: "PagerDuty Events API v2",
  discipline: "noc",
  normalise(body) {
    const documents = documentsOf(body, "PagerDuty").flatMap(webhookMessages)
    const incidents = documents.map(pagerdutyIncident).filter((incident) => incident !== undefined)
    if (incidents.length > 0) {
      const told = incidents.filter((incident) => incident !== null)
      return told.length > 0 ? events(told) : ignored("a webhook about no incident's state")
    }
    const acts = documents.filter((event) => actionOf(event) !== null)
    if (acts.length > 0) return eventsOf(acts, eventOf)
    if (documents.some((event) => firstText(event, "payload.summary")))
      return ignored("a change event, not an alert")
    throw new UnreadableBody("no event_action, as every event of the Events API v2 has")
  },
}

/** A change event, which asks for nothing, has no severity. */
const actionOf = (event: unknown) =>
  firstText(event, "event_action", "event_type") ?? (firstText(event, "payload.severity") ? "trigger" : null)

function eventOf(event: unknown): CanonicalEvent {
  const payload = at(event, "payload")
  const details = at(payload, "custom_details") ?? at(event, "details")
  const status = mapValue(actions, "event_action", actionOf(event))
  const key = firstText(event, "dedup_key", "incident_key")
  const summary = firstText(event, "payload.summary", "description")
  const source = firstText(payload, "source")
  const kind = firstText(payload, "class")
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: summary ?? (key ? `PagerDuty event ${key}` : "PagerDuty event"),
    description: isFields(details) ? linesOf(details) : text(details),
    status,
    severity: mapValue(severityWords, "payload.severity", firstText(payload, "severity")),
    time: readTime("payload.timestamp", at(payload, "timestamp")),
    externalId: key,
    // Without a key every trigger is a problem of its own to PagerDuty; here the same summary from one source folds.
    dedupeKey: key ? [key] : [null, summary, source],
    groupKey: [kind ?? summary ?? key, firstText(payload, "component")],
    asset: source,
    rule: kind,
    url: firstText(event, "client_url") ?? firstText(listOf(at(event, "links"))[0], "href"),
    observables: [...findObservables(summary), ...findObservables(source), ...scanObservables(details)],
    techniques: findTechniques(summary, Object.values(labelsOf(details))),
    labels: {
      ...pickLabels(payload, ["component", "group", "class", "source"]),
      ...pickLabels(event, ["client"]),
      ...labelsOf(details, "details."),
    },
    // Only a trigger has a payload.
    expects: status.value === "firing" ? { "payload.summary": summary, "payload.source": source } : {},
  })
}

function linesOf(details: unknown): string {
  return Object.entries(labelsOf(details))
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")
}
