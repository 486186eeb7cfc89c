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
  const isIncident = firstText(alert, "incidentName") !== null || Array.isArray(at(alert, "alerts"))
  const id = isIncident
    ? firstText(alert, "incidentId", "id")
    : firstText(alert, "alertId", "id", "incidentId")
  const title = firstText(alert, ...titles)
  const severity = firstText(alert, "severity")
  const parts = isIncident ? listOf(at(alert, "alerts")).slice(0, 100) : [alert]
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
    url: firstText(alert, "incidentUri", "alertWebUrl", "linkToMTP", "linkToWDATP"),
    observables: parts.flatMap((part) => [
      ...evidenceObservables(at(part, "evidence") ?? at(part, "entities")),
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

const times = [
  "alertCreationTime",
  "createdTime",
  "creationTime",
  "timestamp",
  "alertTime",
  "firstEventTime",
  "firstActivity",
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
