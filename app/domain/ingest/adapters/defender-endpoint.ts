import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { evidenceHost, evidenceObservables } from "../microsoft-evidence.ts"
import { microsoftStates } from "../microsoft-states.ts"
import { pickObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { mapValue } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

const titles = ["title", "alertTitle", "incidentName", "alertDisplayName", "displayName"]

export function isEndpointAlert(alert: unknown): boolean {
  return isFields(alert) && firstText(alert, ...titles, "severity", "alertId") !== null
}

/** An alert of Defender for Endpoint or XDR, a row of AlertInfo, or an incident with its alerts. */
export function endpointAlertEvent(alert: unknown): CanonicalEvent {
  const held = alertsIn(alert)
  const isIncident = firstText(alert, "incidentName") !== null || held !== null
  const id = isIncident
    ? firstText(alert, "incidentId", "id")
    : firstText(alert, "alertId", "id", "incidentId")
  const title = titleOf(alert, held ?? [])
  const severity = firstText(alert, "severity")
  const parts = isIncident ? (held ?? []).slice(0, 100) : [alert]
  const status = mapValue(microsoftStates, "status", firstText(alert, "status"))
  const field = times.find((name) => firstText(alert, name) !== null) ?? "alertCreationTime"
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: title ?? `Defender ${isIncident ? "incident" : "alert"} ${id ?? ""}`.trim(),
    description: firstText(alert, "description", "summary") ?? firstText(parts[0], "description"),
    status,
    severity: mapValue(severityWords, "severity", severity),
    time: readWrittenTime(field, at(alert, field)),
    externalId: id,
    // Alert and incident ids are numbers of their own kinds, and stay from new to resolved.
    dedupeKey: id ? [isIncident ? "incident" : "alert", id] : [null, title],
    groupKey: [firstText(alert, "detectorId") ?? title],
    asset: parts.map(hostOf).find((host) => host !== null) ?? null,
    rule: title,
    url: firstText(alert, "incidentUri", "incidentWebUrl", "alertWebUrl", "linkToMTP", "linkToWDATP"),
    observables: parts.flatMap((part) => [
      ...evidenceObservables(manyOf(at(part, "evidence") ?? at(part, "entities"))),
      ...pickObservables(part, {
        user: ["relatedUser.userName", "userName"],
        ip: ["ipAddress"],
        hash: ["sha1", "fileHash"],
        url: ["url"],
      }),
    ]),
    techniques: parts.flatMap((part) =>
      findTechniques(listOf(at(part, "mitreTechniques")), text(at(part, "attackTechniques"))),
    ),
    labels: pickLabels(alert, shown),
    expects: { id, title, severity, ...(firstText(alert, "serviceSource") ? {} : { status: status.word }) },
  })
}

/** What an incident holds: a list, or one alert where a collector has made an event of each. Null for an alert itself. */
function alertsIn(entry: unknown): readonly unknown[] | null {
  const alerts = at(entry, "alerts")
  return Array.isArray(alerts) || isFields(alerts) ? manyOf(alerts) : null
}

const manyOf = (value: unknown): readonly unknown[] => (isFields(value) ? [value] : listOf(value))

/** An incident without a name has its number in the place of it. */
function titleOf(entry: unknown, alerts: readonly unknown[]): string | null {
  const title = firstText(entry, ...titles)
  return (/^\d+$/.test(title ?? "") ? firstText(alerts[0], ...titles) : null) ?? title
}

const times = [
  "alertCreationTime",
  "createdTime",
  "createdDateTime",
  "creationTime",
  "timestamp",
  "alertTime",
  "firstEventTime",
  "firstActivity",
  "firstActivityDateTime",
]

function hostOf(alert: unknown): string | null {
  return (
    firstText(alert, "computerDnsName", "machineName", "deviceName") ??
    firstText(listOf(at(alert, "devices"))[0], "deviceDnsName") ??
    evidenceHost(at(alert, "evidence"))
  )
}

const shown = {
  category: "category",
  detection: "detectionSource",
  service: "serviceSource",
  incident: "incidentId",
  investigation: "investigationState",
  classification: "classification",
  determination: "determination",
  threat: "threatFamilyName",
  assigned: "assignedTo",
  group: "rbacGroupName",
  tenant: "aadTenantId",
}
