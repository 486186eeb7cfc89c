import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, events, type Normalised } from "../adapter.ts"
import type { Body } from "../body.ts"
import { at, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTimestamp } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { UnreadableBody } from "../unreadable-body.ts"

/** {EVENT.NSEVERITY} and {EVENT.SEVERITY}. @see https://www.zabbix.com/documentation/current/en/manual/config/triggers/severity */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    "0": "info",
    "1": "info",
    "2": "medium",
    "3": "medium",
    "4": "high",
    "5": "critical",
    "not classified": "info",
    information: "info",
    warning: "medium",
    average: "medium",
    high: "high",
    disaster: "critical",
  },
  otherwise: "medium",
}

const statuses: ValueMap<"firing" | "resolved"> = {
  version: 1,
  values: {
    "1": "firing",
    "0": "resolved",
    problem: "firing",
    ok: "resolved",
    resolved: "resolved",
    recovery: "resolved",
    firing: "firing",
    update: "firing",
  },
  otherwise: "firing",
}

/**
 * Zabbix' webhook media type. Its script sends what its parameters say, so the macros go by the names that Zabbix' own
 * media types and its users give them. A recovery carries the id of the problem it ends.
 *
 * @see https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook
 */
export const zabbix: Adapter = {
  key: "zabbix",
  label: "Zabbix",
  discipline: "noc",
  normalise(body): Normalised {
    const found = documentsOf(body).filter(
      (d) =>
        names.title.some((n) => firstText(d, n)) ||
        names.event.some((n) => firstText(d, n)) ||
        names.trigger.some((n) => firstText(d, n)),
    )
    if (found.length === 0)
      throw new UnreadableBody("neither an event id, a trigger id nor a title, as Zabbix' webhook sends")
    return events(found.map(eventOf))
  },
}

function documentsOf(body: Body): readonly unknown[] {
  if (body.kind === "form") return [body.fields]
  if (body.kind === "text") throw new UnreadableBody("Zabbix' webhook sends JSON or a form")
  return body.values
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .map((value) => (isFields(at(value, "params")) ? at(value, "params") : value))
}

const names = {
  title: ["event_name", "title", "alert_subject", "subject", "trigger_name", "name", "EventName"],
  description: ["description", "alert_message", "message", "trigger_description", "event_opdata", "body"],
  event: ["event_id", "eventid", "problem_id", "original_event_id", "event.id"],
  trigger: ["trigger_id", "triggerid", "trigger.id"],
  severity: [
    "event_nseverity",
    "event_severity",
    "trigger_nseverity",
    "trigger_severity",
    "nseverity",
    "severity",
  ],
  status: ["event_value", "trigger_status", "event_status", "status", "event_recovery_status", "value"],
  host: ["host_name", "host", "hostname", "host_host", "host.name", "HostName"],
  address: ["host_ip", "host_conn", "ip", "host.ip"],
  time: ["event_timestamp", "timestamp", "clock", "event_clock"],
  url: ["event_url", "trigger_url", "url"],
} as const

function eventOf(fields: unknown): CanonicalEvent {
  const eventId = firstText(fields, ...names.event)
  const trigger = firstText(fields, ...names.trigger)
  const word = firstText(fields, ...names.severity)
  const severity = mapValue(severities, "severity", word)
  const status = mapValue(statuses, "status", statusWord(fields))
  const title = firstText(fields, ...names.title)
  const description = firstText(fields, ...names.description)
  const host = firstText(fields, ...names.host)
  return {
    kind: status.value,
    title:
      title?.replace(/^(?:problem|resolved|recovery|ok|update)(?: in [^:]{1,40})?:\s/i, "") ||
      `Zabbix event ${eventId ?? trigger ?? ""}`.trim(),
    description,
    severity: severity.value,
    sourceSeverity: word,
    sourceStatus: statusWord(fields),
    externalId: eventId ?? trigger,
    // One trigger is one problem; its events differ from firing to firing.
    dedupeKey: trigger
      ? ["trigger", trigger]
      : ["event", eventId, eventId ? null : title].filter((part, i) => i < 2 || part !== null),
    groupKey: [trigger ?? eventId ?? title],
    occurredAt: readTimestamp(at(fields, names.time.find((n) => at(fields, n) !== undefined) ?? "")),
    asset: host,
    category: "availability",
    discipline: "noc",
    observables: [
      ...observable("ip", firstText(fields, ...names.address)),
      ...findObservables(`${title ?? ""} ${description ?? ""}`),
    ],
    techniques: findTechniques(title, firstText(fields, "event_tags")),
    rule: trigger,
    url: firstText(fields, ...names.url) ?? linkTo(fields, trigger, eventId),
    labels: { ...labelsOf(fields), ...tagsOf(at(fields, "event_tags") ?? at(fields, "tags")) },
    partial: [
      ...severity.partial,
      ...status.partial,
      ...(eventId ? [] : ["event_id"]),
      ...(title ? [] : ["title"]),
    ],
  }
}

/** Some set-ups send no value but say it in the subject; `event_value` wins where it is there. */
function statusWord(fields: unknown): string | null {
  const given = firstText(fields, ...names.status)
  if (given) return given
  const recovery = firstText(fields, "event_recovery_value", "recovery")
  if (recovery) return /^(1|true|yes|ok)$/i.test(recovery) ? "resolved" : "problem"
  return /^(resolved|recovery|ok)\b/i.test(firstText(fields, ...names.title) ?? "") ? "resolved" : null
}

function linkTo(fields: unknown, trigger: string | null, event: string | null): string | null {
  const base = firstText(fields, "zabbix_url")?.replace(/\/+$/, "")
  return base && trigger && event
    ? `${base}/tr_events.php?triggerid=${encodeURIComponent(trigger)}&eventid=${encodeURIComponent(event)}`
    : (base ?? null)
}

/** Tags come as a list of {tag, value} ({EVENT.TAGSJSON}) or as "name:value, name" ({EVENT.TAGS}). */
function tagsOf(tags: unknown): Record<string, string> {
  const given = text(tags)
  if (given) {
    const pairs = given
      .split(",")
      .slice(0, 50)
      .map((tag) => tag.trim().split(":"))
    return Object.fromEntries(
      pairs.filter(([tag]) => tag).map(([tag, ...value]) => [`tag.${tag}`, value.join(":")]),
    )
  }
  return Object.fromEntries(
    listOf(tags)
      .slice(0, 50)
      .flatMap((tag) => {
        const name = firstText(tag, "tag")
        return name ? [[`tag.${name}`, firstText(tag, "value") ?? ""]] : []
      }),
  )
}
