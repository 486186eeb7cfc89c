import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, type Category } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, listOf, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { filledIn, postedOf } from "../posted.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** Severities of alerts, by their word and by the number in Orion's database. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    serious: "high",
    high: "high",
    error: "high",
    down: "critical",
    warning: "medium",
    medium: "medium",
    notice: "low",
    low: "low",
    informational: "info",
    information: "info",
    info: "info",
    "0": "info",
    "1": "medium",
    "2": "critical",
    "3": "high",
    "4": "low",
  },
  otherwise: "medium",
}

/** What a trigger or reset action says of itself, in the words that templates use. */
const actions: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    create: "firing",
    trigger: "firing",
    triggered: "firing",
    active: "firing",
    open: "firing",
    firing: "firing",
    alert: "firing",
    escalate: "firing",
    critical: "firing",
    warning: "firing",
    acknowledgement: "info",
    info: "info",
    recovery: "resolved",
    resolve: "resolved",
    resolved: "resolved",
    reset: "resolved",
    clear: "resolved",
    cleared: "resolved",
    close: "resolved",
    closed: "resolved",
    inactive: "resolved",
    up: "resolved",
    acknowledge: "info",
    acknowledged: "info",
    ack: "info",
  },
  otherwise: "firing",
}

/**
 * SolarWinds' alert action "Send a GET or POST request", whose body is a template of the client's (the names are those of
 * the variables `${N=Alerting;M=AlertID}`), as JSON or a form, and the active alerts that the API lists.
 *
 * @see https://documentation.solarwinds.com/en/success_center/orionplatform/content/core-sending-get-or-post-http-request-sw1085.htm
 */
export const solarwinds: Adapter = {
  key: "solarwinds",
  label: "SolarWinds",
  discipline: "noc",
  normalise(body) {
    const documents = postedOf(body, "SolarWinds").flatMap(unlisted).map(filledIn)
    const known = documents.filter(
      (one) => firstText(one, ...names.id, ...names.message, ...names.name) !== null,
    )
    if (known.length === 0)
      throw new UnreadableBody("neither an alert id nor a message, as SolarWinds' templates have")
    return eventsOf(known, eventOf)
  },
}

const names = {
  id: ["AlertID", "alert_id", "AlertDefID", "AlertActiveID", "entity_id"],
  object: ["AlertObjectID", "ObjectID", "NetObjectID", "NetObject"],
  name: ["AlertName", "alert", "name", "title", "entity_display_name"],
  message: ["AlertMessage", "message", "TriggeredMessage", "state_message", "subject"],
  node: [
    "NodeName",
    "node",
    "RelatedNodeCaption",
    "Caption",
    "hostname",
    "host",
    "EntityCaption",
    "ObjectName",
    "DisplayName",
  ],
  action: [
    "ActionType",
    "action",
    "event_type",
    "AlertStatus",
    "alert_state",
    "message_type",
    "state",
    "status",
  ],
  time: ["AlertTriggerTime", "TriggerTime", "TriggeredDateTime", "TimeOfAlert", "timestamp", "time"],
}

function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "results")
  return Array.isArray(list) ? listOf(list) : [document]
}

function eventOf(alert: unknown): CanonicalEvent {
  const [id, object] = [firstText(alert, ...names.id), firstText(alert, ...names.object)]
  const [name, message] = [firstText(alert, ...names.name), firstText(alert, ...names.message)]
  const node = firstText(alert, ...names.node)
  const action = firstText(alert, ...names.action)
  const description = firstText(alert, "AlertDescription", "description")
  return canonicalEvent({
    discipline: "noc",
    category: categoryOf(`${name ?? ""} ${message ?? ""}`),
    title: titleOf(name, message) ?? `SolarWinds alert ${id}`,
    description: description ?? message,
    status: mapValue(actions, "ActionType", action),
    severity: mapValue(severities, "Severity", firstText(alert, "Severity", "AlertSeverity")),
    time: timeOf(alert),
    externalId: id ?? object,
    // AlertID is the definition's, the same for every node: a problem is that alert on one object.
    dedupeKey: object ? [id ?? name, object] : [id ?? name ?? message, node],
    groupKey: [id ?? name ?? message],
    asset: node,
    rule: name ?? id,
    url: firstText(alert, "AlertDetailsUrl", "DetailsUrl", "url"),
    observables: [...hostsOf(alert, node), ...findObservables(message)],
    techniques: findTechniques(message, description),
    labels: pickLabels(alert, shown),
    expects: { AlertID: id, ActionType: action, NodeName: node },
  })
}

function hostsOf(alert: unknown, node: string | null) {
  const address = firstText(alert, "IPAddress", "IP_Address", "NodeIP", "ip")
  return [...observable("ip", address), ...observable("ip", node), ...observable("domain", node)]
}

const shown = [
  "AlertTriggerCount",
  "AlertObjectID",
  "ObjectType",
  "IPAddress",
  "Vendor",
  "MachineType",
  "Location",
  "Acknowledged",
  "AcknowledgedBy",
]

function titleOf(name: string | null, message: string | null): string | null {
  if (name && message && !message.includes(name)) return `${name}: ${message}`
  return message ?? name
}

/** A reset has `Never`. Without a zone the time is read as UTC: the server does not say its own. */
function timeOf(alert: unknown) {
  const name = names.time.find((one) => at(alert, one))
  const value = name && at(alert, name)
  return readWrittenTime(name ?? "AlertTriggerTime", value === "Never" ? null : value)
}

function categoryOf(words: string): Category {
  const about = words.slice(0, 1000)
  if (/\bdown\b|unreachable|not respond|rebooted|unmanaged/i.test(about)) return "availability"
  if (/fan|temperature|power supply|hardware|battery/i.test(about)) return "hardware"
  return /disk|volume|capacity|space/i.test(about) ? "capacity" : "performance"
}
