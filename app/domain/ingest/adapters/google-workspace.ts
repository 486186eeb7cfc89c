import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { type Body, readBody } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { observable, scanObservables } from "../observables.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { severityWords } from "../severity-words.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { auditAlertEvent, isAudit, isAuditAlert } from "./google-workspace-audit.ts"

const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    not_started: "firing",
    in_progress: "firing",
    alert_metadata_status_unspecified: "firing",
    closed: "resolved",
  },
  otherwise: "firing",
}

/**
 * Google Workspace: alerts of the alert center (bare, listed, and by Pub/Sub), and of its audit logs, by Cloud Logging or
 * the reports API, the events that warn of an account.
 *
 * @see https://developers.google.com/workspace/admin/alertcenter/reference/alert-types
 * @see https://developers.google.com/workspace/admin/reports/v1/appendix/activity/login
 */
export const googleWorkspace: Adapter = {
  key: "google-workspace",
  label: "Google Workspace",
  discipline: "soc",
  normalise(body) {
    const pages = documentsOf(body, "Google Workspace").flatMap(pushed)
    if (isEmptyPage(pages, "alerts", "items", "entries")) return ignored("an answer without alerts")
    const entries = entriesOf(pages, "alerts", "items", "entries")
    const alerts = entries.filter((entry) => isAlert(entry) || isAuditAlert(entry))
    if (alerts.length > 0)
      return eventsOf(alerts, (entry) => (isAlert(entry) ? alertEvent(entry) : auditAlertEvent(entry)))
    if (entries.some(isAudit)) return ignored("audit of everyday, not alerts")
    throw new UnreadableBody("no alert of Google Workspace: neither alertId nor an audited event")
  },
}

const isAlert = (entry: unknown) =>
  firstText(entry, "alertId") !== null || (firstText(entry, "source") !== null && isFields(at(entry, "data")))

/** Pub/Sub pushes the document in base64. */
function pushed(document: unknown): readonly unknown[] {
  const data = firstText(document, "message.data")
  if (data === null) return [document]
  try {
    const body: Body = readBody("application/json", Buffer.from(data, "base64").toString("utf8"))
    return body.kind === "json" ? body.values : [document]
  } catch {
    return [document]
  }
}

function alertEvent(alert: unknown): CanonicalEvent {
  const [data, metadata] = [at(alert, "data"), at(alert, "metadata")]
  const id = firstText(alert, "alertId")
  const type = firstText(alert, "type")
  const name = firstText(
    data,
    "displayName",
    "ruleName",
    "name",
    "title",
    "ruleViolationInfo.ruleInfo.displayName",
  )
  const status = mapValue(states, "metadata.status", firstText(metadata, "status"))
  const isOutage = /outage/i.test(type?.slice(0, 200) ?? "")
  const isOver =
    firstText(alert, "deleted")?.toLowerCase() === "true" ||
    (isOutage && /^(?:resolved|false_positive)$/i.test(firstText(data, "status") ?? ""))
  const severity = firstText(metadata, "severity") ?? firstText(data, "severity")
  const mail = firstText(data, ...mails)
  return canonicalEvent({
    discipline: isOutage ? "noc" : "soc",
    category: isOutage ? "availability" : "security",
    title: [type ?? firstText(alert, "source") ?? "Google Workspace alert", name ?? mail ?? productsOf(data)]
      .filter(Boolean)
      .join(": "),
    description: firstText(data, "description", "alertDetails.description", "ruleDescription"),
    status: isOver ? { ...status, value: "resolved" } : status,
    severity: mapValue(severityWords, "metadata.severity", severity),
    time: readTime("startTime", at(alert, "startTime") ?? at(alert, "createTime")),
    externalId: id,
    // The alert's id, which closing and deleting keep.
    dedupeKey: id ? [id] : [null, type, mail],
    groupKey: [type, name],
    asset: firstText(data, "events.deviceId", "domain") ?? firstText(data, ...accounts),
    rule: name ?? type,
    url: linkOf(firstText(alert, "securityInvestigationToolLink")),
    observables: [...observable("mail", mail), ...hashes(data), ...scanObservables(data)],
    labels: {
      ...pickLabels(alert, ["source", "type", "customerId"]),
      ...pickLabels(metadata, ["status", "assignee"]),
      ...pickLabels(data, { kind: "@type", action: "systemActionType", state: "state" }),
    },
    // Alerts made before 2020 have no metadata.
    expects: { alertId: id, type, ...(isFields(metadata) ? { "metadata.status": status.word } : {}) },
  })
}

const accounts = ["email", "actorEmail", "triggeringUserEmail"]
/** Who sent a bad mail is no account of the client's. */
const mails = ["email", "actorEmail", "maliciousEntity.entity.emailAddress", "triggeringUserEmail"]

/** What an outage is of. */
const productsOf = (data: unknown) =>
  listOf(at(data, "products")).slice(0, 20).map(text).filter(Boolean).join(", ") || null

/** Google leaves the scheme out. */
const linkOf = (link: string | null) => (link?.startsWith("admin.google.com/") ? `https://${link}` : link)

function hashes(data: unknown) {
  return ["md5HashMessageBody", "sha256"].flatMap((name) => observable("hash", firstText(data, name)))
}
