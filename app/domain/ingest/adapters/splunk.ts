import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, pickObservables } from "../observables.ts"
import { postedOf } from "../posted.ts"
import { findTechniques } from "../techniques.ts"
import { readTime, readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { observed, readRaw, subjects, techniquesIn } from "./splunk-fields.ts"
import { episodeEvent, isEpisode } from "./splunk-itsi.ts"
import { isDetector, splunkDetector } from "./splunk-observability.ts"

/** Urgency and severity of Enterprise Security, and the numbers of a saved search (`alert.severity`). */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    fatal: "critical",
    high: "high",
    severe: "high",
    error: "high",
    medium: "medium",
    warn: "medium",
    warning: "medium",
    low: "low",
    info: "info",
    informational: "info",
    debug: "info",
    unknown: "medium",
    "1": "info",
    "2": "info",
    "3": "medium",
    "4": "high",
    "5": "high",
    "6": "critical",
  },
  otherwise: "medium",
}

/** Statuses of notables and findings, by label and by number. */
const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    "0": "firing",
    "1": "firing",
    "2": "firing",
    "3": "firing",
    "4": "resolved",
    "5": "resolved",
    unassigned: "firing",
    new: "firing",
    "in progress": "firing",
    pending: "firing",
    resolved: "resolved",
    closed: "resolved",
  },
  otherwise: "firing",
}

/**
 * Splunk: the webhook of a saved search, notables and findings of Enterprise Security (as JSON, from the index, as HTTP
 * events), episodes of IT Service Intelligence, and the detectors of Splunk Observability Cloud.
 *
 * @see https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks
 */
export const splunk: Adapter = {
  key: "splunk",
  label: "Splunk",
  discipline: "soc",
  normalise(body) {
    const documents = postedOf(body, "Splunk").flatMap(unlisted)
    const detectors = documents.filter(isDetector)
    if (detectors.length > 0) return eventsOf(detectors, splunkDetector)
    const alerts = documents
      .flatMap(readersOf)
      .filter(({ fields }) => nameOf(fields) !== null || isEpisode(fields))
    if (alerts.length > 0)
      return eventsOf(alerts, (alert) =>
        isEpisode(alert.fields) ? episodeEvent(alert.fields) : eventOf(alert),
      )
    if (documents.some((one) => firstText(one, "text", "event") === "ping"))
      return ignored("a test of the connection")
    throw new UnreadableBody("no search name, as alerts of Splunk have")
  },
}

function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "results")
  if (!Array.isArray(list)) return [document]
  const { results: _, ...around } = fieldsOf(document)
  return list.map((result) => ({ ...around, result }))
}

/** The fields of an event, and of the delivery around it. */
type Reader = { readonly fields: Readonly<Record<string, unknown>>; readonly around: unknown }

function readersOf(document: unknown): Reader[] {
  const inner = [at(document, "result"), at(document, "event")].find(isFields) ?? {}
  const { result: _result, event, ...outer } = fieldsOf(document)
  const all = { ...outer, ...fieldsOf(inner) }
  const raw = readRaw(firstText(all, "_raw") ?? text(event))
  // What Splunk extracted counts before what only stands in the raw text.
  return [{ fields: { ...raw, ...all }, around: document }]
}

const names = {
  rule: ["search_name", "rule_name", "savedsearch_name", "detection", "orig_rule_title"],
  title: ["rule_title", "finding_title", "notable_title", "alert_name"],
  severity: ["urgency", "severity", "alert_level", "alert.severity", "severity_name", "event.SeverityName"],
  asset: ["dest", "dest_host", "dvc", "orig_host", "risk_object", "entity", "host", "src"],
}

function nameOf(fields: unknown): string | null {
  const source = firstText(fields, "source")
  return firstText(fields, ...names.rule, ...names.title) ?? (isNotable(fields) ? source : null)
}

const isNotable = (fields: unknown) =>
  /^(?:notable|risk|stash)$/i.test(firstText(fields, "index") ?? firstText(fields, "sourcetype") ?? "") ||
  firstText(fields, "event_id", "_bkt") !== null

function eventOf({ fields, around }: Reader): CanonicalEvent {
  const rule = firstText(fields, ...names.rule) ?? nameOf(fields)
  const title = firstText(fields, ...names.title)
  const status = mapValue(
    statuses,
    "status",
    firstText(fields, "status_label", "status_name") ?? stateOf(fields),
  )
  const description = firstText(
    fields,
    "rule_description",
    "description",
    "finding_description",
    "message",
    "_raw",
  )
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title:
      title && rule && !title.includes(rule) && title.includes("$")
        ? rule
        : (title ?? rule ?? "Splunk alert"),
    description,
    status,
    severity: mapValue(severities, "severity", firstText(fields, ...names.severity)),
    time: timeOf(fields),
    externalId: firstText(fields, "event_id", "finding_id", "notable_id", "sid"),
    // A search has a new id each time it runs: what repeats is the search and what it found it about.
    dedupeKey: [rule ?? title, subjectOf(fields)],
    groupKey: [rule ?? title],
    asset: firstText(fields, ...names.asset),
    rule,
    url: firstText(around, "results_link", "drilldown_search_link", "link"),
    observables: [...pickObservables(fields, observed), ...findObservables(firstText(fields, "_raw"))],
    techniques: findTechniques(title, description, techniquesIn(fields)),
    labels: labelsOf({ ...fields, _raw: null }, "", 1),
    expects: { search_name: rule },
  })
}

/** `status` of a web log is a code of HTTP: only a notable's is its state. */
function stateOf(fields: unknown): string | null {
  const status = firstText(fields, "status")
  return status !== null && (/^[0-5]$/.test(status) || !/^\d/.test(status)) && isNotable(fields)
    ? status
    : null
}

function subjectOf(fields: unknown): string {
  const about = subjects.flatMap((name) => {
    const value = at(fields, name)
    const found = text(Array.isArray(value) ? listOf(value)[0] : value)
    return found === null ? [] : [`${name}=${found}`]
  })
  return about.join("|") || "-"
}

function timeOf(fields: unknown) {
  const given = ["_time", "event_time", "trigger_time", "time", "info_search_time", "_indextime"]
  const name = given.find((one) => readTimestamp(at(fields, one)) !== null)
  return readTime(name ?? "_time", name && at(fields, name))
}
