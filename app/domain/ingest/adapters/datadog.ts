import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, listOf, pickLabels, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { filledIn, postedOf } from "../posted.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** Priorities of monitors, `$ALERT_TYPE`, and the severities of incidents and signals. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    p1: "critical",
    p2: "high",
    p3: "medium",
    p4: "low",
    p5: "info",
    "1": "critical",
    "2": "high",
    "3": "medium",
    "4": "low",
    "5": "info",
    "sev-0": "critical",
    "sev-1": "critical",
    "sev-2": "high",
    "sev-3": "medium",
    "sev-4": "low",
    "sev-5": "info",
    critical: "critical",
    high: "high",
    error: "high",
    medium: "medium",
    warning: "medium",
    low: "low",
    info: "info",
    success: "info",
    normal: "medium",
  },
  otherwise: "medium",
}

/** `$ALERT_TRANSITION`, and the states of the monitors' API. */
const transitions: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    triggered: "firing",
    "re-triggered": "firing",
    renotify: "firing",
    "re-renotify": "firing",
    warn: "firing",
    "re-warn": "firing",
    "no data": "firing",
    "re-no data": "firing",
    alert: "firing",
    "warn recovered": "resolved",
    recovered: "resolved",
    ok: "resolved",
    resolved: "resolved",
    active: "firing",
    stable: "firing",
    completed: "resolved",
    success: "resolved",
    error: "firing",
    warning: "firing",
    info: "info",
    muted: "info",
    unmuted: "info",
    ignored: "info",
    skipped: "info",
    unknown: "info",
  },
  otherwise: "firing",
}

/**
 * Datadog's webhooks. Their payload is a template of the client's: the default one, and any spelling of the variables'
 * names. Also the monitors that the API lists.
 *
 * @see https://docs.datadoghq.com/integrations/webhooks/
 */
export const datadog: Adapter = {
  key: "datadog",
  label: "Datadog",
  discipline: "noc",
  normalise(body) {
    const documents = postedOf(body, "Datadog").map(filledIn)
    const known = documents.filter((one) =>
      firstText(one, ...names.title, ...names.monitor, "alert_transition"),
    )
    if (known.length === 0)
      throw new UnreadableBody("neither a title nor a monitor, as Datadog's webhook sends")
    const alerts = known.filter(
      (one) => !/\[TEST\]/i.test((firstText(one, ...names.title) ?? "").slice(0, 60)),
    )
    if (alerts.length === 0) return ignored("a test of a monitor's notification")
    return eventsOf(alerts, eventOf)
  },
}

const names = {
  title: ["title", "event_title", "alert_title", "incident_title", "security_rule_name", "name"],
  monitor: ["monitor_id", "alert_id"],
  scope: ["scopes", "alert_scope", "scope", "group"],
  priority: ["severity", "alert_priority", "priority", "incident_severity", "security_signal_severity"],
  time: ["date", "last_updated", "timestamp", "date_posix", "overall_state_modified"],
} as const

function eventOf(given: unknown): CanonicalEvent {
  const title = firstText(given, ...names.title)
  const isSecurity = /security/i.test(firstText(given, "event_type")?.slice(0, 100) ?? "")
  const monitor = isSecurity
    ? null
    : (firstText(given, ...names.monitor) ?? (at(given, "overall_state") ? firstText(given, "id") : null))
  const status = statusOf(given, title)
  const scope = firstText(given, ...names.scope) ?? scopeOf(title)
  const description = firstText(given, "body", "event_msg", "text_only_msg", "message", "alert_status")
  const tags = tagsOf(given)
  const rule = monitor ?? firstText(given, "security_rule_name") ?? bare(title)
  return canonicalEvent({
    discipline: isSecurity ? "soc" : "noc",
    category: isSecurity ? "security" : "performance",
    title: title ?? ["Datadog monitor", monitor].filter(Boolean).join(" "),
    description,
    status,
    severity: severityOf(given, title),
    time: timeOf(given),
    externalId: monitor ?? firstText(given, "security_signal_id", "id", "event_id"),
    // An event has an id of its own for each transition: the monitor and its group last from triggered to recovered.
    dedupeKey: identityOf(given, monitor, scope, title),
    groupKey: [rule],
    asset: assetOf(given, scope, tags),
    rule,
    url: firstText(given, "link", "url", "event_url", "incident_url"),
    observables: [
      ...[title, scope, firstText(given, "hostname", "host")].flatMap(observablesIn),
      // The links in a message lead to Datadog.
      ...findObservables(description).filter(({ type }) => type !== "url" && type !== "domain"),
    ],
    techniques: findTechniques(description, tags),
    labels: {
      ...pickLabels(given, shown),
      ...(scope === null ? {} : { scope }),
      ...Object.fromEntries(tags.flatMap((tag) => (tag.includes(":") ? [splitTag(tag)] : []))),
    },
    // A signal has none: nobody but an analyst ends it.
    expects: { title, ...(isSecurity ? {} : { alert_transition: status.word }) },
  })
}

const shown = ["event_type", "alert_metric", "alert_query", "alert_transition", "alert_type", "org.name"]

/** A host is only a name; a title may hold an address. */
const observablesIn = (value: string | null) => [...observable("domain", value), ...findObservables(value)]

/** The transition; without it the words that Datadog writes before a title, and the type of the event. */
function statusOf(given: unknown, title: string | null): Mapped<CanonicalEvent["kind"]> {
  const written = prefixes(title).map((prefix) => prefix.split(" on ", 1)[0] ?? "")
  const word =
    firstText(given, "alert_transition", "transition", "incident_status", "overall_state") ??
    written.find((prefix) => Object.hasOwn(transitions.values, prefix.toLowerCase())) ??
    firstText(given, "alert_type", "status")
  return mapValue(transitions, "alert_transition", word)
}

function severityOf(given: unknown, title: string | null): Mapped<Severity> {
  const priority = firstText(given, ...names.priority)
  const isNormal = priority === null || /^(?:normal)$/i.test(priority)
  const written = prefixes(title).find((prefix) => /^P[1-5]$/i.test(prefix))
  return mapValue(
    severities,
    "priority",
    isNormal ? (written ?? firstText(given, "alert_type") ?? priority) : priority,
  )
}

/** `[P2] [Warn on {host:web-1}] CPU is high` has the prefixes `P2` and `Warn on {host:web-1}`. */
function prefixes(title: string | null): string[] {
  const found: string[] = []
  let rest = (title ?? "").slice(0, 1000).trimStart()
  while (rest.startsWith("[") && rest.includes("]") && found.length < 5) {
    found.push(rest.slice(1, rest.indexOf("]")).trim())
    rest = rest.slice(rest.indexOf("]") + 1).trimStart()
  }
  return found
}

/** A title without those. */
function bare(title: string | null): string | null {
  const used = prefixes(title)
  const last = used.at(-1)
  return last === undefined
    ? title
    : (title?.slice(title.indexOf(last) + last.length + 1).trim() ?? null) || title
}

const scopeOf = (title: string | null) => /\{([^{}]{1,300})\}/.exec((title ?? "").slice(0, 1000))?.[1] ?? null

function identityOf(given: unknown, monitor: string | null, scope: string | null, title: string | null) {
  const incident = firstText(given, "incident_public_id", "incident_uuid", "security_signal_id")
  if (incident) return ["incident", incident]
  if (monitor) return [monitor, scope ?? "*"]
  const cycle = firstText(given, "aggreg_key", "alert_cycle_key")
  return cycle ? [cycle] : [null, bare(title), scope ?? "*"]
}

function tagsOf(given: unknown): string[] {
  const tags = at(given, "tags") ?? at(given, "event_tags")
  const list = Array.isArray(tags) ? listOf(tags).map(text) : (text(tags) ?? "").slice(0, 20_000).split(",")
  return list.slice(0, 100).flatMap((tag) => tag?.trim() || [])
}

const splitTag = (tag: string): [string, string] => [
  `tag.${tag.slice(0, tag.indexOf(":"))}`,
  tag.slice(tag.indexOf(":") + 1),
]

/** The host; else what the monitor's group names. */
function assetOf(given: unknown, scope: string | null, tags: readonly string[]): string | null {
  const host = firstText(given, "hostname", "host", "host_name")
  if (host) return host
  const named = [...(scope ?? "").slice(0, 2000).split(","), ...tags].map((tag) => tag.trim())
  for (const name of ["host:", "instance:", "device:", "service:", "kube_cluster_name:"]) {
    const found = named.find((tag) => tag.startsWith(name))
    if (found) return found.slice(name.length) || null
  }
  return null
}

function timeOf(given: unknown) {
  const name = names.time.find((one) => at(given, one))
  return readWrittenTime(name ?? "date", name && at(given, name))
}
