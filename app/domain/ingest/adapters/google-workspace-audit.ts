import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { observable, scanObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

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

/** What warns by its name, a sign-in that Google marks, and a rule that acted, which some lakes store without a name. */
export function isAuditAlert(entry: unknown): boolean {
  return isAudit(entry) && isWarning(eventIn(entry), nameOf(entry))
}

function isWarning(event: unknown, name: string | null): boolean {
  if (Object.hasOwn(warnings.values, name ?? "")) return true
  const acted = parameter(event, "triggered_actions")
  return parameter(event, "is_suspicious")?.toLowerCase() === "true" || (name === null && acted !== null)
}

/**
 * An entry may hold several events; the first that warns, or simply the first, is what it is about. Collectors split it
 * into one entry an event, which then is an object, or stands in the entry itself.
 */
function eventIn(entry: unknown): unknown {
  const [logged, reported] = [at(entry, "protoPayload", "metadata", "event"), at(entry, "events")]
  const events = [logged, reported].flatMap((given) => (isFields(given) ? [given] : listOf(given)))
  return events.slice(0, 100).find((event) => isWarning(event, wordOf(event))) ?? events[0] ?? entry
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
  const rule = parameter(event, "rule_name")
  const device = parameter(event, "DEVICE_ID", "SERIAL_NUMBER")
  const about = parameter(event, "resource_id") ?? device ?? user ?? address
  const isSound = parameter(event, "DEVICE_COMPROMISED_STATE")?.toUpperCase() === "NOT_COMPROMISED"
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: [(name ?? "rule triggered").replaceAll("_", " "), rule ?? user].filter(Boolean).join(": "),
    status: { value: isSound ? "resolved" : "firing", word: null, partial: [] },
    severity: severityOf(entry, event, name),
    time: readWrittenTime("timestamp", at(entry, "timestamp") ?? at(entry, "id", "time")),
    // The id of a log entry; what repeats is the warning about the account.
    externalId: firstText(entry, "insertId", "id.uniqueQualifier"),
    // What a rule found and what it did are one matter.
    dedupeKey:
      rule === null
        ? [name, [device, user ?? address].filter(Boolean).join("|") || "-"]
        : ["rule", rule, about],
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

const actors = ["protoPayload.authenticationInfo.principalEmail", "actor.email"]

/** A rule rates what it finds, `SEVERITY_HIGH` in the log of the cloud; of anything else the name says how bad it is. */
function severityOf(entry: unknown, event: unknown, name: string | null): Mapped<Severity> {
  const rated = parameter(event, "severity")
  if (rated !== null)
    return { ...mapValue(severityWords, "severity", rated.replace(/^SEVERITY_/i, "")), word: rated }
  const known = Object.hasOwn(warnings.values, name ?? "") ? name : null
  return { ...mapValue(warnings, "eventName", known), word: firstText(entry, "severity") }
}

/** The first of these parameters, which are listed with their names or, in some lakes, an object. */
function parameter(event: unknown, ...names: readonly string[]): string | null {
  const given = at(event, "parameters")
  if (isFields(given)) return valueOf(names.map((name) => at(given, name)).find((value) => valueOf(value)))
  const list = [...listOf(at(event, "parameter")), ...listOf(given)].slice(0, 500)
  const found = list.find((item) => names.includes(firstText(item, "name") ?? ""))
  const kinds = ["value", "boolValue", "intValue", "multiValue", "multiMessageValue"]
  return valueOf(kinds.map((kind) => at(found, kind)).find((value) => valueOf(value)))
}

/** A value as a text: of a list the first one, of objects that there are any. */
function valueOf(value: unknown): string | null {
  const one = Array.isArray(value) ? (value[0] as unknown) : value
  return isFields(one) ? "…" : text(one)
}
