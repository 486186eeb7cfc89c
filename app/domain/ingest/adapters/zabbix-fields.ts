import { firstText, listOf, text } from "../fields.ts"

/** What the parameters of media types are called, in any spelling, and the words of the default message. */
export const names = {
  title: [
    "event_name",
    "alert_subject",
    "subject",
    "title",
    "problem_name",
    "trigger_name",
    "trigger",
    "name",
    "header",
  ],
  description: ["description", "alert_message", "message", "trigger_description", "event_opdata", "body"],
  event: [
    "p_eventid",
    "event_id",
    "problem_id",
    "original_problem_id",
    "original_event_id",
    "event.id",
    "alert_uid",
    "id",
  ],
  trigger: ["trigger_id", "trigger.id"],
  severity: [
    "event_nseverity",
    "event_severity",
    "trigger_nseverity",
    "trigger_severity",
    "nseverity",
    "severity",
    "priority",
  ],
  status: [
    "event_value",
    "event_recovery_value",
    "event_status",
    "event_recovery_status",
    "trigger_status",
    "trigger_value",
    "status",
    "state",
  ],
  host: ["host_name", "host_host", "host", "hostname", "host.name", "host.host", "service"],
  address: ["host_ip", "host_conn", "ip", "host.ip"],
  time: ["event_timestamp", "timestamp", "clock", "event_clock", "event_date_time"],
  url: ["event_url", "trigger_url", "link_to_upstream_details", "url"],
} as const

/** Zabbix leaves a macro that has no value here as it stands, or says *UNKNOWN*. */
export function isExpanded(value: unknown): boolean {
  const given = text(value)
  return given === null || !(given === "*UNKNOWN*" || /^\{[A-Z][A-Z0-9._<>]{1,60}\}$/.test(given))
}

/** The lines of Zabbix' default messages: `Host: …`, `Severity: …`, `Original problem ID: …`. */
export function messageFields(fields: unknown): Record<string, string> {
  const messages = names.description.map((name) => firstText(fields, name)?.slice(0, 8000) ?? "")
  const lines = messages.join("\n").split("\n").slice(0, 100)
  return Object.fromEntries(
    lines.flatMap((line) => {
      const colon = line.indexOf(": ")
      const name = line.slice(0, Math.max(colon, 0)).trim()
      // Only the words of Zabbix' own templates: "Status: 0" may be the reading of a sensor.
      return templateWords.has(name.toLowerCase()) ? [[name, line.slice(colon + 2).trim()]] : []
    }),
  )
}

const templateWords = new Set([
  "problem name",
  "trigger",
  "host",
  "severity",
  "trigger severity",
  "trigger status",
  "trigger url",
  "original problem id",
  "original event id",
])

export function linkTo(base: string | null, trigger: string | null, event: string | null): string | null {
  const root = base?.endsWith("/") ? base.slice(0, -1) : base
  if (!root || !trigger || !event) return root ?? null
  return `${root}/tr_events.php?triggerid=${encodeURIComponent(trigger.toWellFormed())}&eventid=${encodeURIComponent(event.toWellFormed())}`
}

/** Tags come as a list of {tag, value} ({EVENT.TAGSJSON}) or as "name:value, name" ({EVENT.TAGS}). */
export function tagsOf(tags: unknown): Record<string, string> {
  const listed = listOf(jsonOr(tags))
  const pairs =
    listed.length > 0
      ? listed.map((tag) => [firstText(tag, "tag") ?? text(tag), firstText(tag, "value") ?? ""])
      : (text(tags) ?? "").split(",").map((tag) => splitOnce(tag.trim()))
  return Object.fromEntries(
    pairs.slice(0, 50).flatMap(([tag, value]) => (tag ? [[`tag.${tag}`, value ?? ""]] : [])),
  )
}

function splitOnce(tag: string): [string, string] {
  const colon = tag.indexOf(":")
  return colon < 0 ? [tag, ""] : [tag.slice(0, colon), tag.slice(colon + 1)]
}

function jsonOr(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("[")) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
