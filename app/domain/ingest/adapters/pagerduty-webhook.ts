import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, fieldsOf, firstText, isFields, pickLabels } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { readTime } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** The states of an incident. An acknowledgement ends nothing. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { triggered: "firing", acknowledged: "info", resolved: "resolved" },
  otherwise: "info",
}

/** Urgency, where an incident has no priority: PagerDuty knows two. */
const urgencies = { version: 1, values: { high: "high", low: "low" }, otherwise: "medium" } as const

/**
 * The incidents of older webhooks, whose documents list `messages`: with an `event` in version 2, with a `type` and `data`
 * in version 1; also those that the API lists. They are put as version 3 has them; any other document stays as it is.
 */
export function webhookMessages(document: unknown): readonly unknown[] {
  const listed = at(document, "incidents")
  if (Array.isArray(listed)) return listed.slice(0, 1000).map(ofList)
  const messages = at(document, "messages")
  if (!Array.isArray(messages)) return [document]
  return messages.slice(0, 1000).map((message: unknown) => {
    const incident = at(message, "incident") ?? at(message, "data", "incident")
    const service = at(incident, "service")
    return {
      event: {
        event_type: eventTypeOf(message, incident),
        occurred_at: firstText(message, "created_on"),
        data: {
          ...fieldsOf(incident),
          title: firstText(
            incident,
            "title",
            "trigger_summary_data.subject",
            "trigger_summary_data.description",
          ),
          service: { summary: firstText(service, "summary", "name") },
        },
      },
    }
  })
}

/** An incident of the API's list, as it stands. */
function ofList(incident: unknown): unknown {
  const status = firstText(incident, "status") ?? ""
  const changed = status === "triggered" ? null : firstText(incident, "last_status_change_at")
  return {
    event: {
      event_type: `incident.${status}`,
      occurred_at: changed ?? firstText(incident, "created_at"),
      data: incident,
    },
  }
}

/** An event without a name, or with one we do not know, is told by the state that the incident is in. */
function eventTypeOf(message: unknown, incident: unknown): string {
  const known = whatHappened[firstText(message, "event", "type") ?? ""]
  return known ?? `incident.${firstText(incident, "status") ?? "triggered"}`
}

const whatHappened: Readonly<Record<string, string>> = {
  "incident.trigger": "incident.triggered",
  "incident.acknowledge": "incident.acknowledged",
  "incident.unacknowledge": "incident.unacknowledged",
  "incident.resolve": "incident.resolved",
  "incident.escalate": "incident.escalated",
  "incident.reopen": "incident.reopened",
  "incident.assign": "incident.reassigned",
  "incident.delegate": "incident.delegated",
  "incident.annotate": "incident.annotated",
}

/** What the name of the event says of the incident; others leave its state as it is. */
const told: Readonly<Record<string, string>> = {
  triggered: "triggered",
  acknowledged: "acknowledged",
  unacknowledged: "triggered",
  reopened: "triggered",
  resolved: "resolved",
}

/**
 * The incident of a webhook subscription (version 3 of the webhooks); undefined for anything else, null for an event that
 * is about no incident or says nothing of its state.
 *
 * @see https://developer.pagerduty.com/docs/webhooks-overview
 */
export function pagerdutyIncident(document: unknown): CanonicalEvent | null | undefined {
  const event = at(document, "event")
  const type = firstText(event, "event_type")
  if (!isFields(event) || !type?.includes(".")) return undefined
  const incident = at(event, "data")
  const id = firstText(incident, "id")
  const what =
    /^incident\.(triggered|acknowledged|unacknowledged|reopened|resolved|escalated|priority_updated)$/.exec(
      type,
    )
  const title = firstText(incident, "title")
  if (!what || (id ?? title) === null) return null
  const [service, priority] = [
    firstText(incident, "service.summary"),
    firstText(incident, "priority.summary"),
  ]
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: title ?? `PagerDuty incident ${id ?? "without id"}`,
    status: mapValue(states, "status", told[what[1] ?? ""] ?? firstText(incident, "status")),
    severity: priority
      ? mapValue(severityWords, "priority", priority)
      : mapValue<"high" | "low" | "medium">(urgencies, "urgency", firstText(incident, "urgency")),
    time: readTime("occurred_at", at(event, "occurred_at")),
    externalId: firstText(incident, "incident_key") ?? id,
    dedupeKey: id === null ? [null, title] : [id],
    groupKey: [service ?? id],
    asset: service,
    url: firstText(incident, "html_url"),
    observables: findObservables(title),
    labels: pickLabels(incident, ["number", "urgency", "status"]),
    expects: { id, title },
  })
}
