import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, listOf, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { filledIn, hostOf, postedOf } from "../posted.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** `alertType`: 1 down, 2 up, 3 a certificate and 4 a domain that expire soon; and the friendly names of them. */
const kinds: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    "1": "firing",
    down: "firing",
    "2": "resolved",
    up: "resolved",
    "3": "firing",
    "ssl expiry": "firing",
    "ssl expiry reminder": "firing",
    "4": "firing",
    "domain expiry": "firing",
    "domain expiry reminder": "firing",
    paused: "info",
    started: "info",
    slow: "firing",
  },
  otherwise: "firing",
}

/** The states of monitors in the API's list. */
const monitorStates: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: { "0": "info", "1": "info", "2": "resolved", "8": "firing", "9": "firing" },
  otherwise: "firing",
}

/** It has no severities: what is down is down, and what expires is not yet. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { "1": "high", down: "high", "8": "medium", "9": "high", "2": "info", up: "info" },
  otherwise: "medium",
}

/**
 * UptimeRobot's web hook: a form or JSON with its variables' names, and the monitors that the API lists.
 *
 * @see https://uptimerobot.com/integrations/webhooks-integration/
 */
export const uptimerobot: Adapter = {
  key: "uptimerobot",
  label: "UptimeRobot",
  discipline: "noc",
  normalise(body) {
    const documents = postedOf(body, "UptimeRobot").flatMap(unlisted).map(filledIn)
    const known = documents.filter((one) => firstText(one, ...names.id, ...names.name) !== null)
    if (known.length === 0) throw new UnreadableBody("no monitor, as UptimeRobot's web hook has")
    return eventsOf(known, eventOf)
  },
}

const names = {
  id: ["monitorID", "monitor_id", "id"],
  name: ["monitorFriendlyName", "friendly_name", "monitor_name"],
  type: ["alertType", "alertTypeFriendlyName", "alert_type", "status"],
}

function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "monitors")
  return Array.isArray(list) ? listOf(list) : [document]
}

function eventOf(alert: unknown): CanonicalEvent {
  const [id, name] = [firstText(alert, ...names.id), firstText(alert, ...names.name)]
  const url = firstText(alert, "monitorURL", "url")
  const details = firstText(alert, "alertDetails", "details")
  const friendly = firstText(alert, "alertTypeFriendlyName")
  // Templates fix one of number and word and fill in the other: either may say that it is up.
  const type = /^up$/i.test(friendly ?? "") ? friendly : firstText(alert, ...names.type)
  const isListed = firstText(alert, "alertType", "alertTypeFriendlyName", "alert_type") === null
  const isExpiry = /^[34]$|expir/i.test(type ?? "") || /expir/i.test(friendly ?? "")
  return canonicalEvent({
    discipline: "noc",
    category: isExpiry ? "maintenance" : "availability",
    title: [name ?? hostOf(url) ?? `UptimeRobot monitor ${id}`, friendly, details].filter(Boolean).join(": "),
    description: details,
    status: mapValue(isListed ? monitorStates : kinds, "alertType", type),
    // The word is a state, not a severity.
    severity: { value: mapValue(severities, "alertType", type).value, word: null, partial: [] },
    time: readWrittenTime("alertDateTime", at(alert, "alertDateTime")),
    externalId: id,
    // A monitor is up or down under one id; what expires is another problem of it.
    dedupeKey: [id ?? name ?? url, ...(isExpiry ? ["expiry"] : [])],
    groupKey: [id ?? name],
    asset: hostOf(url) ?? name,
    rule: name,
    url: /^https?:/i.test(url ?? "") ? url : null,
    observables: [
      ...observable("url", url),
      ...observable("ip", url),
      ...observable("domain", url),
      ...findObservables(details),
    ],
    labels: pickLabels(alert, shown),
    expects: { monitorID: id, monitorFriendlyName: name, alertType: type },
  })
}

const shown = [
  "alertDuration",
  "alertTypeFriendlyName",
  "sslExpiryDate",
  "sslExpiryDaysLeft",
  "domainExpiryDate",
  "monitorTags",
  "monitorGroup",
]
