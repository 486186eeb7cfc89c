import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { filledIn, hostOf, postedOf } from "../posted.ts"
import { readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    down: "critical",
    critical: "high",
    trouble: "medium",
    "configuration error": "low",
    up: "info",
    suspended: "info",
    maintenance: "info",
    clear: "info",
  },
  otherwise: "medium",
}

const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    down: "firing",
    critical: "firing",
    trouble: "firing",
    "configuration error": "firing",
    up: "resolved",
    clear: "resolved",
    suspended: "info",
    discovery: "info",
    acknowledged: "info",
  },
  otherwise: "firing",
}

/**
 * Site24x7's webhooks: JSON or a form with its incident parameters, also under the names of a client's own template.
 *
 * @see https://www.site24x7.com/help/admin/third-party-integration/webhooks.html
 */
export const site24x7: Adapter = {
  key: "site24x7",
  label: "Site24x7",
  discipline: "noc",
  normalise(body) {
    const documents = postedOf(body, "Site24x7").map(filledIn)
    const known = documents.filter((one) => firstText(one, ...names.id, ...names.name) !== null)
    if (known.length === 0) throw new UnreadableBody("no monitor, as every alert of Site24x7 has")
    const alerts = known.filter((one) => firstText(one, "STATUS")?.toLowerCase() !== "maintenance")
    if (alerts.length === 0) return ignored("a scheduled maintenance")
    return eventsOf(alerts, eventOf)
  },
}

const names = {
  id: ["MONITOR_ID", "monitorid"],
  name: ["MONITORNAME", "monitor_name", "display_name"],
  reason: ["INCIDENT_REASON", "REASON", "INCIDENT_DETAILS"],
}

function eventOf(alert: unknown): CanonicalEvent {
  const [id, name] = [firstText(alert, ...names.id), firstText(alert, ...names.name)]
  const reason = firstText(alert, ...names.reason)
  const url = firstText(alert, "MONITORURL", "monitor_url")
  const word = firstText(alert, "STATUS")
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: [name ?? `Site24x7 monitor ${id}`, word, reason].filter(Boolean).join(": "),
    description: [reason, firstText(alert, "FAILED_LOCATIONS")].filter(Boolean).join(" from ") || null,
    status: mapValue(statuses, "STATUS", word),
    severity: mapValue(severities, "STATUS", word),
    time: timeOf(alert),
    externalId: id,
    // A monitor has one state at a time. Its id is longer than a double holds: it is kept as the text that was sent.
    dedupeKey: id ? [id] : [null, name],
    groupKey: [id ?? name],
    asset: hostOf(url) ?? name,
    rule: name,
    url: firstText(alert, "RCA_LINK", "MONITOR_DASHBOARD_LINK"),
    observables: [
      ...observable("url", url),
      ...observable("domain", url),
      ...observable("ip", url),
      ...findObservables(reason),
    ],
    labels: pickLabels(alert, {
      type: "MONITORTYPE",
      group: "MONITOR_GROUPNAME",
      locations: "FAILED_LOCATIONS",
      duration: "DURATION",
      tags: "TAGS",
      attribute: "ATTRIBUTE_NAME",
    }),
    expects: { MONITORNAME: name, STATUS: word },
  })
}

function timeOf(alert: unknown) {
  const iso = at(alert, "INCIDENT_TIME_ISO")
  const unix = firstText(alert, "OUTAGE_TIME_UNIX_FORMAT", "ct")
  if (readTimestamp(iso) !== null || unix === null)
    return readWrittenTime("INCIDENT_TIME_ISO", firstText(alert, "INCIDENT_TIME_ISO", "INCIDENT_TIME"))
  return readWrittenTime("OUTAGE_TIME_UNIX_FORMAT", unix)
}
