import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { observable, scanObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { readTime } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** Events that warn of an account or a device. The log's own severity says how it is stored, not how bad it is. */
const warnings: ValueMap<Severity> = {
  version: 1,
  values: {
    suspicious_login: "medium",
    suspicious_login_less_secure_app: "medium",
    suspicious_programmatic_login: "medium",
    user_signed_out_due_to_suspicious_session_cookie: "medium",
    risky_sensitive_action_allowed: "high",
    risky_sensitive_action_blocked: "medium",
    blocked_sender: "low",
    account_disabled_generic: "medium",
    account_disabled_spamming: "high",
    account_disabled_spamming_through_relay: "high",
    account_disabled_hijacked: "high",
    account_disabled_password_leak: "high",
    gov_attack_warning: "critical",
    email_forwarding_out_of_domain: "medium",
    device_compromised_event: "high",
    suspicious_activity_event: "medium",
    failed_password_attempts_event: "low",
    rule_trigger: "medium",
    rule_match: "medium",
    dlp_rule_match: "medium",
    content_matched: "medium",
    action_complete: "medium",
    malware_transfer: "high",
    unsafe_site_visit: "medium",
    password_breach: "medium",
    password_reused: "low",
    sensitive_data_transfer: "medium",
  },
  otherwise: "medium",
}

export function isAudit(entry: unknown): boolean {
  const isActivity =
    firstText(entry, "id.applicationName") !== null || firstText(entry, "kind") === "admin#reports#activity"
  return isFields(at(entry, "protoPayload")) || isActivity
}

export function isAuditAlert(entry: unknown): boolean {
  return isAudit(entry) && Object.hasOwn(warnings.values, nameOf(entry) ?? "")
}

/** An entry may hold several events; the first that warns, or simply the first, is what it is about. */
function eventIn(entry: unknown): unknown {
  const events = [
    ...listOf(at(entry, "protoPayload", "metadata", "event")),
    ...listOf(at(entry, "events")),
  ].slice(0, 100)
  return events.find((event) => Object.hasOwn(warnings.values, wordOf(event) ?? "")) ?? events[0]
}

const wordOf = (event: unknown) => firstText(event, "eventName", "name")?.toLowerCase() ?? null

/** `google.login.LoginService.suspiciousLogin` as `suspicious_login`. */
function nameOf(entry: unknown): string | null {
  const method = firstText(entry, "protoPayload.methodName")?.split(".").at(-1)
  return (
    wordOf(eventIn(entry)) ??
    method
      ?.slice(0, 200)
      .replace(/([a-z])([A-Z])/g, "$1_$2")
      .toLowerCase() ??
    null
  )
}

export function auditAlertEvent(entry: unknown): CanonicalEvent {
  const event = eventIn(entry)
  const name = nameOf(entry)
  const user =
    parameter(event, "affected_email_address", "USER_EMAIL", "email") ?? firstText(entry, ...actors)
  const address = firstText(entry, "protoPayload.requestMetadata.callerIp", "ipAddress")
  // Rules are rated by whoever wrote them. What a rule found and what it did are one matter.
  const rule = parameter(event, "rule_name")
  const rated = parameter(event, "severity")
  const severity = rated === null ? mapValue(warnings, "eventName", name) : ruleSeverity(rated)
  const about = parameter(event, "resource_id") ?? user ?? address
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: [(name ?? "warning").replaceAll("_", " "), rule, user].filter(Boolean).join(": "),
    severity: { ...severity, word: rated ?? firstText(entry, "severity") },
    time: readTime("timestamp", at(entry, "timestamp") ?? at(entry, "id", "time")),
    // The id of a log entry; what repeats is the warning about the account.
    externalId: firstText(entry, "insertId", "id.uniqueQualifier"),
    dedupeKey: rule === null ? [name, user ?? address] : ["rule", rule, about],
    groupKey: [rule ?? name],
    asset: parameter(event, "DEVICE_NAME") ?? user,
    rule: rule ?? name,
    observables: [
      ...observable("mail", user),
      ...observable("ip", address),
      ...scanObservables(at(event, "parameter") ?? at(event, "parameters")),
    ],
    labels: {
      ...pickLabels(entry, { service: "protoPayload.serviceName", method: "protoPayload.methodName" }),
      ...pickLabels(entry, { application: "id.applicationName", log: "logName" }),
    },
    expects: { eventName: name, user },
  })
}

/** `SEVERITY_HIGH` in the log of the cloud, `HIGH` in the reports. */
const ruleSeverity = (word: string) => mapValue(severityWords, "severity", word.replace(/^SEVERITY_/i, ""))

const actors = ["protoPayload.authenticationInfo.principalEmail", "actor.email"]

function parameter(event: unknown, ...names: readonly string[]): string | null {
  const list = [...listOf(at(event, "parameter")), ...listOf(at(event, "parameters"))]
  const found = list.find((item) => names.includes(firstText(item, "name") ?? ""))
  return text(at(found, "value"))
}
