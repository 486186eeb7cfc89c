import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, pickObservables, scanObservables } from "../observables.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** The priority of an event definition: low, normal, high, and critical since 6.0. */
const priorities: ValueMap<Severity> = {
  version: 1,
  values: {
    "0": "info",
    "1": "low",
    "2": "medium",
    "3": "high",
    "4": "critical",
    info: "info",
    low: "low",
    normal: "medium",
    medium: "medium",
    high: "high",
    critical: "critical",
  },
  otherwise: "medium",
}

/**
 * Graylog's HTTP notification (from version 3), the legacy one, the alert callback of version 2, and the events that its API
 * finds.
 *
 * @see https://go2docs.graylog.org/current/interacting_with_your_log_data/notifications.html
 */
export const graylog: Adapter = {
  key: "graylog",
  label: "Graylog",
  discipline: "noc",
  normalise(body) {
    const pages = documentsOf(body, "Graylog")
    if (isEmptyPage(pages, "events")) return ignored("a search that found no events")
    const documents = entriesOf(pages, "events")
    const events = documents.filter(
      (one) => isFields(at(one, "event")) || firstText(one, "event_definition_id"),
    )
    const checks = documents.filter((one) => isFields(at(one, "check_result")))
    if (events.length + checks.length === 0)
      throw new UnreadableBody("neither an event nor a check_result, as Graylog's notifications have")
    const real = events.filter((one) => !isTest(one))
    if (real.length + checks.length === 0) return ignored("a test of the notification")
    return eventsOf([...real, ...checks], (one) =>
      isFields(at(one, "check_result")) ? ofStream(one) : ofEvent(one),
    )
  },
}

/** What the button "Execute test notification" sends. */
const isTest = (document: unknown) =>
  firstText(document, "event_definition_type") === "test-dummy-v1" ||
  firstText(eventIn(document), "event_definition_type") === "notification-test-v1" ||
  firstText(eventIn(document), "id") === "NotificationTestId"

/** The event of a notification or of the API's list; where it comes alone, the document itself. */
const eventIn = (document: unknown) => {
  const event = at(document, "event")
  return isFields(event) ? event : document
}

function ofEvent(document: unknown): CanonicalEvent {
  const event = eventIn(document)
  const fields = at(event, "fields")
  const message = firstText(event, "message")
  const name = firstText(document, "event_definition_title")
  const definition = firstText(document, "event_definition_id") ?? firstText(event, "event_definition_id")
  const backlog = listOf(at(document, "backlog"))
  const priority = firstText(event, "priority")
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: titleOf(name, message),
    description: firstText(document, "event_definition_description") ?? firstText(backlog[0], "message"),
    severity: mapValue(priorities, "event.priority", priority),
    time: readTime("event.timestamp", at(event, "timestamp")),
    externalId: firstText(event, "id") ?? definition,
    // The id of an event is new each time: what repeats is its definition with the key it groups by.
    dedupeKey: [definition ?? name, keyOf(event)],
    groupKey: [definition ?? name],
    asset:
      firstText(fields, ...hosts) ??
      firstText(at(event, "group_by_fields"), ...hosts) ??
      firstText(backlog[0], "source"),
    rule: name ?? definition,
    url: firstText(event, "replay_info.url"),
    observables: [
      ...pickObservables(fields, observed),
      ...pickObservables(at(event, "group_by_fields"), observed),
      ...findObservables(message),
      ...scanObservables(backlog.slice(0, 20).map((one) => [at(one, "message"), at(one, "fields")])),
    ],
    techniques: findTechniques(name, message, Object.values(labelsOf(fields))),
    labels: { ...labelsOf(fields, "field."), ...labelsOf(at(event, "group_by_fields"), "group.") },
    expects: { event_definition_id: definition, "event.message": message, "event.priority": priority },
  })
}

function titleOf(name: string | null, message: string | null): string {
  if (name && message && !message.includes(name)) return `${name}: ${message}`
  return message ?? name ?? "Graylog event"
}

const hosts = ["source", "host", "hostname", "host_hostname", "source_host", "device"]
const observed = {
  ip: ["src_ip", "source_ip", "dst_ip", "destination_ip", "client_ip"],
  user: ["user", "username", "user_name", "source_user_name"],
} as const

/** The values that the definition groups by. */
function keyOf(event: unknown): string {
  const tuple = listOf(at(event, "key_tuple")).map(text)
  return (
    firstText(event, "key") ?? (tuple.join("|") || JSON.stringify(labelsOf(at(event, "group_by_fields"))))
  )
}

function ofStream(document: unknown): CanonicalEvent {
  const [check, stream] = [at(document, "check_result"), at(document, "stream")]
  const condition = firstText(check, "triggered_condition.id")
  const result = firstText(check, "result_description")
  const messages = listOf(at(check, "matching_messages"))
  const streamTitle = firstText(stream, "title")
  const triggered = firstText(check, "triggered")
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title:
      [result, streamTitle && `stream ${streamTitle}`].filter(Boolean).join(", ") || "Graylog stream alert",
    description: firstText(messages[0], "message") ?? firstText(check, "triggered_condition.description"),
    status: { value: triggered === "false" ? "resolved" : "firing", word: triggered, partial: [] },
    time: readTime("triggered_at", at(check, "triggered_at")),
    externalId: condition,
    dedupeKey: [condition, firstText(stream, "id")],
    groupKey: [condition],
    asset: firstText(messages[0], "source"),
    rule: firstText(check, "triggered_condition.title", "triggered_condition.type") ?? condition,
    url: firstText(document, "stream_url"),
    observables: scanObservables(messages.slice(0, 20).map((one) => at(one, "message"))),
    labels: {
      ...labelsOf(at(check, "triggered_condition", "parameters"), "condition."),
      ...(streamTitle === null ? {} : { stream: streamTitle }),
    },
    expects: { "triggered_condition.id": condition, result_description: result },
  })
}
