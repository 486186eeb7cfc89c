import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, type Category, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { filledIn, postedOf } from "../posted.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { isVcenter, logInsight, vcenter, vcenterLines } from "./vmware-vcenter.ts"

/** Criticalities of Aria Operations, in the API's words and in the templates'. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    immediate: "high",
    warning: "medium",
    info: "info",
    information: "info",
    none: "info",
    normal: "info",
    auto: "medium",
    unknown: "medium",
  },
  otherwise: "medium",
}

const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    active: "firing",
    new: "firing",
    open: "firing",
    updated: "firing",
    update: "firing",
    canceled: "resolved",
    cancelled: "resolved",
    cancel: "resolved",
    closed: "resolved",
    inactive: "resolved",
    resolved: "resolved",
    suspended: "info",
  },
  otherwise: "firing",
}

/**
 * VMware: alerts of Aria Operations (vRealize Operations) by its REST and webhook plugins and from its API, alarms of
 * vCenter, and alerts of Aria Operations for Logs.
 *
 * @see https://techdocs.broadcom.com/us/en/vmware-cis/aria/aria-operations/8-18/vmware-aria-operations-configuration-guide-8-18/configuring-alerts-and-actions/outbound-settings/rest-plugin-sample-payload.html
 */
export const vmware: Adapter = {
  key: "vmware",
  label: "VMware Aria Operations and vCenter",
  discipline: "noc",
  normalise(body) {
    const lines = body.kind === "text" ? vcenterLines(body.text) : []
    const alarms = lines.filter((one) => one !== null)
    if (lines.length > 0 && alarms.length === 0) return ignored("events of vCenter that are no alarms")
    const documents = alarms.length > 0 ? alarms : postedOf(body, "VMware").flatMap(unlisted)
    const alerts = documents.filter((one) => isLogs(one) || isVcenter(one) || isOperations(one))
    if (alerts.length > 0) return eventsOf(alerts, readOne)
    if (documents.some((one) => isFields(at(one, "data")) && firstText(one, "subject", "type")))
      return ignored("an event of vCenter that is no alarm")
    throw new UnreadableBody("neither an alert id nor an alarm, as VMware's tools send")
  },
}

const names = {
  id: ["alertId", "alert_id", "alertUuid"],
  title: ["alertName", "alertDefinitionName", "alert_definition", "alert_name", "info", "subject"],
  resource: ["resourceName", "affectedResource", "resource_name", "object_name", "resource"],
  severity: ["criticality", "alertLevel", "alert_criticality"],
  status: ["status", "alert_status"],
}

/** The API lists them in `alerts`; a delivery of Aria Operations itself has its fields in `alert`. */
function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "alerts")
  if (Array.isArray(list)) return listOf(list)
  const inner = at(document, "alert")
  return [isFields(inner) && !isVcenter(document) ? inner : document]
}

const isLogs = (document: unknown) =>
  at(document, "HitCount") !== undefined ||
  at(document, "NumHits") !== undefined ||
  (firstText(document, "AlertName") !== null && Array.isArray(at(document, "messages")))
const isOperations = (document: unknown) =>
  firstText(document, ...names.id, "criticality", "alertLevel", "alertDefinitionId") !== null

function readOne(document: unknown): CanonicalEvent {
  if (isLogs(document)) return logInsight(document)
  return isVcenter(document) ? vcenter(document) : ofOperations(filledIn(document))
}

function ofOperations(alert: unknown): CanonicalEvent {
  const id = firstText(alert, ...names.id)
  const [title, resource] = [firstText(alert, ...names.title), firstText(alert, ...names.resource)]
  const info = firstText(alert, "info", "additionalInfo", "alertDescription")
  const given = firstText(alert, ...names.severity)
  const severity = mapValue(severities, "criticality", plain(given, "ALERT_CRITICALITY_LEVEL_"))
  const status = firstText(alert, ...names.status)
  const kind = firstText(alert, "subType", "alertSubtype") ?? ""
  const mapped = mapValue(statuses, "status", plain(status, "ALERT_STATUS_"))
  return canonicalEvent({
    discipline: "noc",
    category: categoryOf(kind),
    title: [title ?? info ?? readable(kind), resource].filter(Boolean).join(" on ") || `VMware alert ${id}`,
    description: info,
    status: { ...mapped, word: status },
    severity: { ...severity, word: given },
    time: timeOf(alert, mapped.value),
    externalId: id,
    // An alert keeps its id until it is cancelled.
    dedupeKey: id ? [id] : [null, title, firstText(alert, "resourceId") ?? resource],
    groupKey: [firstText(alert, "alertDefinitionId") ?? title ?? kind],
    asset: resource ?? firstText(alert, "resourceId"),
    rule: title,
    url: firstText(alert, "alertUrl", "url", "link"),
    observables: [...findObservables(info), ...findObservables(resource)],
    techniques: findTechniques(title, info),
    labels: pickLabels(alert, [
      "type",
      "subType",
      "resourceKind",
      "adapterKind",
      "resourceId",
      "Health",
      "Risk",
      "Efficiency",
      "alertImpact",
      "controlState",
    ]),
    expects: { alertId: id, criticality: given, status, resourceName: resource },
  })
}

/** The API's constants without their prefix, which templates leave out: `ALERT_CRITICALITY_LEVEL_WARNING`. */
function plain(word: string | null, prefix: string): string | null {
  return word?.toUpperCase().startsWith(prefix) ? word.slice(prefix.length) : word
}

const readable = (constant: string) =>
  constant
    .replace(/^ALERT_SUBTYPE_/i, "")
    .replaceAll("_", " ")
    .toLowerCase()

function categoryOf(kind: string): Category {
  if (/capacity/i.test(kind)) return "capacity"
  if (/performance/i.test(kind)) return "performance"
  if (/compliance/i.test(kind)) return "policy"
  return /hardware|hw_/i.test(kind) ? "hardware" : "availability"
}

function timeOf(alert: unknown, kind: CanonicalEvent["kind"]) {
  const order =
    kind === "resolved"
      ? ["cancelDate", "cancelTimeUTC", "updateDate", "startDate", "startTimeUTC"]
      : [
          "startDate",
          "startTimeUTC",
          "alertStartTime",
          "createDate",
          "createTimeUTC",
          "updateDate",
          "updateTimeUTC",
          "timestamp",
        ]
  const name = order.find((one) => at(alert, one))
  return readWrittenTime(name ?? "startDate", name && at(alert, name))
}
