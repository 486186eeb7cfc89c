import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { evidenceHost, evidenceObservables } from "../microsoft-evidence.ts"
import { microsoftStates } from "../microsoft-states.ts"
import { pickObservables } from "../observables.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"

/**
 * The security API of Microsoft Graph: alerts of both versions, incidents, and risk detections of Entra ID, one or a page
 * of them. A change notification holds the alert's address alone.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/security-alert
 * @see https://learn.microsoft.com/en-us/graph/api/resources/riskdetection
 */
export const msgraph: Adapter = {
  key: "msgraph",
  label: "Microsoft Graph security",
  discipline: "soc",
  normalise(body) {
    const pages = documentsOf(body, "Microsoft Graph")
    if (isEmptyPage(pages, "value")) return ignored("an answer without alerts")
    const entries = entriesOf(pages, "value")
    const alerts = entries.filter(isGraphAlert)
    if (alerts.length > 0) return eventsOf(alerts, graphAlertEvent)
    if (entries.some((entry) => firstText(entry, "subscriptionId") !== null))
      return ignored("a change notification, which holds no alert")
    if (entries.some((entry) => firstText(entry, ...logs) !== null))
      return ignored("sign-ins and audits of the directory, not alerts")
    throw new UnreadableBody("no alert: neither title nor severity")
  },
}

/** Fields that only the logs of Entra ID have. */
const logs = ["activityDisplayName", "loggedByService", "appliedConditionalAccessPolicies", "isInteractive"]

export function isGraphAlert(entry: unknown): boolean {
  const isNotification = firstText(entry, "subscriptionId") !== null && at(entry, "title") === undefined
  return (
    !isNotification &&
    firstText(entry, "title", "displayName", "severity", "riskEventType", "riskLevel") !== null
  )
}

/** An alert (either version), an incident or a risk detection. */
export function graphAlertEvent(alert: unknown): CanonicalEvent {
  const id = firstText(alert, "id")
  const user = firstText(alert, "userPrincipalName", "userDisplayName")
  const risk = firstText(alert, "riskEventType", "riskType") ?? (user && "Risky user")
  const named = firstText(alert, "title", "displayName")
  const title = named ?? risk
  const detail = firstText(alert, "riskDetail")
  const severity = firstText(alert, "severity", "riskLevel")
  // An incident has it in its alerts, where they were asked for too.
  const parts = [alert, ...alertsOf(alert)]
  const evidence = parts.flatMap((part) => listOf(at(part, "evidence")))
  const rule = firstText(alert, "detectorId", "alertPolicyId") ?? title
  const time = [
    "createdDateTime",
    "eventDateTime",
    "firstActivityDateTime",
    "activityDateTime",
    "riskLastUpdatedDateTime",
  ].find((field) => firstText(alert, field) !== null)
  const status = mapValue(microsoftStates, "status", firstText(alert, "status", "riskState"))
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    // Of a risk whose account it is says more than its kind.
    title: (named ?? [risk, user].filter(Boolean).join(": ")) || `Microsoft alert ${id ?? ""}`.trim(),
    description: firstText(alert, "description", "summary") ?? (detail === "none" ? null : detail),
    status,
    severity: mapValue(severityWords, "severity", severity),
    time: readTime(time ?? "createdDateTime", time ? at(alert, time) : undefined),
    externalId: id,
    // The id stays while the alert is worked on and resolved.
    dedupeKey: id ? [id] : [null, rule],
    groupKey: [rule],
    asset: evidenceHost(evidence) ?? firstText(hostOf(alert), "fqdn", "netBiosName") ?? user,
    rule,
    url: firstText(alert, "alertWebUrl", "incidentWebUrl") ?? text(listOf(at(alert, "sourceMaterials"))[0]),
    observables: [
      ...evidenceObservables(evidence),
      ...["hostStates", "userStates", "fileStates"].flatMap((part) => evidenceObservables(at(alert, part))),
      ...listOf(at(alert, "networkConnections"))
        .slice(0, 100)
        .flatMap((connection) => pickObservables(connection, network)),
      ...pickObservables(hostOf(alert), { ip: ["privateIpAddress", "publicIpAddress"] }),
      ...pickObservables(alert, { ip: ["ipAddress"], mail: ["userPrincipalName"] }),
    ],
    techniques: findTechniques(
      parts.flatMap((part) => listOf(at(part, "mitreTechniques"))),
      text(at(alert, "mitreTechniques")),
    ),
    labels: pickLabels(alert, shown),
    expects: { id, title, severity, status: status.word },
  })
}

/** A list, or the one that a collector has made an event of. */
function alertsOf(incident: unknown): readonly unknown[] {
  const alerts = at(incident, "alerts")
  return isFields(alerts) ? [alerts] : listOf(alerts).slice(0, 100)
}

const hostOf = (alert: unknown) => listOf(at(alert, "hostStates"))[0]

const network = {
  ip: ["sourceAddress", "destinationAddress", "natSourceAddress", "natDestinationAddress"],
  domain: ["destinationDomain"],
  url: ["destinationUrl"],
} as const

const shown = {
  category: "category",
  product: "productName",
  source: "serviceSource",
  detection: "detectionSource",
  provider: "vendorInformation.provider",
  incident: "incidentId",
  classification: "classification",
  determination: "determination",
  assigned: "assignedTo",
  tenant: "tenantId",
  actor: "actorDisplayName",
  threat: "threatDisplayName",
}
