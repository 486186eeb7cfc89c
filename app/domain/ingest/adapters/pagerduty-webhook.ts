import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, pickLabels } from "../fields.ts"
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
  if (!what || id === null) return null
  const title = firstText(incident, "title")
  const [service, priority] = [
    firstText(incident, "service.summary"),
    firstText(incident, "priority.summary"),
  ]
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: title ?? `PagerDuty incident ${id}`,
    status: mapValue(states, "status", firstText(incident, "status") ?? what[1] ?? null),
    severity: priority
      ? mapValue(severityWords, "priority", priority)
      : mapValue<"high" | "low" | "medium">(urgencies, "urgency", firstText(incident, "urgency")),
    time: readTime("occurred_at", at(event, "occurred_at")),
    externalId: firstText(incident, "incident_key") ?? id,
    dedupeKey: [id],
    groupKey: [service ?? id],
    asset: service,
    url: firstText(incident, "html_url"),
    observables: findObservables(title),
    labels: pickLabels(incident, ["number", "urgency", "status"]),
    expects: { title },
  })
}
