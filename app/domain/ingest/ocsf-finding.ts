import type { Severity } from "../alerts/severity.ts"
import type { CanonicalEvent, Category } from "./adapter.ts"
import { canonicalEvent } from "./canonical-event.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "./fields.ts"
import { resourceOfArn } from "./aws-arn.ts"
import { ocsfObservables, ocsfTechniques } from "./ocsf-objects.ts"
import { readWrittenTime } from "./written-time.ts"
import { type Mapped, mapValue, type ValueMap } from "./value-map.ts"

/** By severity_id; 0 is unknown and 99 a word of the source. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    "0": "medium",
    "1": "info",
    "2": "low",
    "3": "medium",
    "4": "high",
    "5": "critical",
    "6": "critical",
  },
  otherwise: "medium",
}

const severityNames: ValueMap<Severity> = {
  version: 1,
  values: {
    informational: "info",
    low: "low",
    medium: "medium",
    high: "high",
    critical: "critical",
    fatal: "critical",
    unknown: "medium",
  },
  otherwise: "medium",
}

/** Words of `status`, `state` and `activity_name`; suppressed means that somebody found it harmless. */
const states: Readonly<Record<string, CanonicalEvent["kind"]>> = {
  new: "firing",
  "in progress": "firing",
  "on hold": "firing",
  suppressed: "resolved",
  resolved: "resolved",
  archived: "resolved",
  deleted: "resolved",
  closed: "resolved",
}
/** By status_id or state_id. */
const stateNumbers: Readonly<Record<string, CanonicalEvent["kind"]>> = {
  "1": "firing",
  "2": "firing",
  "3": "resolved",
  "4": "resolved",
  "5": "resolved",
  "6": "resolved",
}
/** A check of a control that is passed is the end of its finding. */
const passed = new Set(["pass", "passed", "success"])

const classes: Readonly<Record<string, Category>> = {
  "2001": "security",
  "2002": "vulnerability",
  "2003": "policy",
  "2004": "security",
  "2005": "security",
  "2006": "security",
  "2007": "vulnerability",
}

export function isOcsf(value: unknown): boolean {
  return firstText(value, "class_uid", "class_name", "type_uid") !== null
}

/** The category of findings, 2: classes 2001 and up. */
export function isOcsfFinding(value: unknown): boolean {
  const category = firstText(value, "category_uid") ?? classOf(value).slice(0, 1)
  const hasFinding = isFields(at(value, "finding_info")) || isFields(at(value, "finding"))
  return category === "2" || hasFinding
}

function classOf(value: unknown): string {
  return firstText(value, "class_uid") ?? firstText(value, "type_uid")?.slice(0, 4) ?? ""
}

/** A finding of the Open Cybersecurity Schema Framework, versions 1.0 and later. */
export function ocsfFindingEvent(event: unknown): CanonicalEvent {
  const info = infoOf(event)
  const id = firstText(info, "uid")
  const title = firstText(info, "title") ?? firstText(event, "message")
  const rule = ruleOf(event, info)
  const asset = assetOf(event)
  const cves = listOf(at(event, "vulnerabilities")).map((item) => firstText(item, "cve.uid"))
  return canonicalEvent({
    discipline: "soc",
    category: Object.hasOwn(classes, classOf(event)) ? (classes[classOf(event)] ?? "security") : "security",
    title: title ?? rule ?? `${firstText(event, "class_name") ?? "Finding"} ${id ?? ""}`.trim(),
    description: firstText(info, "desc") ?? firstText(event, "message", "status_detail"),
    status: stateOf(event),
    severity: severityOf(event),
    time: readWrittenTime("time", firstTime(event, info)),
    externalId: id,
    // The uid of the finding lives from create to close; metadata.uid is that of one event.
    dedupeKey: id ? [id] : [null, rule ?? title, asset],
    groupKey: [rule ?? title],
    asset,
    rule,
    url: firstText(info, "src_url"),
    observables: ocsfObservables(event, cves),
    techniques: ocsfTechniques(event, info),
    labels: {
      ...pickLabels(event, shown),
      ...pickLabels(listOf(at(event, "vulnerabilities"))[0], { exploitAvailable: "is_exploit_available" }),
    },
    expects: { class_uid: classOf(event) || null, "finding_info.uid": id, "finding_info.title": title },
  })
}

const shown = {
  class: "class_name",
  activity: "activity_name",
  vendor: "metadata.product.vendor_name",
  product: "metadata.product.name",
  account: "cloud.account.uid",
  region: "cloud.region",
  control: "compliance.control",
  compliance: "compliance.status",
  confidence: "confidence",
  remediation: "remediation.desc",
}

function infoOf(event: unknown): unknown {
  const info = at(event, "finding_info")
  if (isFields(info)) return info
  const list = listOf(at(event, "finding_info_list"))
  const finding = at(event, "finding") ?? list[0]
  // Incidents have their own title and uid beside the findings they hold.
  return isFields(finding) ? finding : event
}

function ruleOf(event: unknown, info: unknown): string | null {
  return (
    firstText(info, "analytic.name", "analytic.uid") ??
    firstText(event, "metadata.event_code", "compliance.control") ??
    text(listOf(at(info, "types"))[0])
  )
}

function severityOf(event: unknown): Mapped<Severity> {
  const number = firstText(event, "severity_id")
  // Some rate the risk alone.
  const name = firstText(event, "severity") ?? (number === null ? firstText(event, "risk_level") : null)
  const mapped =
    number === null || number === "99"
      ? mapValue(severityNames, "severity", name)
      : mapValue(severities, "severity_id", number)
  return { ...mapped, word: name ?? number }
}

/** The word counts before the number: products have filled the number wrongly. */
function stateOf(event: unknown): Mapped<CanonicalEvent["kind"]> {
  const check = firstText(event, "compliance.status", "status_code")
  const word = firstText(event, "status", "state")
  if (check !== null && passed.has(check.toLowerCase()))
    return { value: "resolved", word: check, partial: [] }
  const isClosed = firstText(event, "activity_id") === "3" && classOf(event) !== "2001"
  const known = [word, firstText(event, "state")].find((given) =>
    Object.hasOwn(states, given?.toLowerCase() ?? ""),
  )
  const number = firstText(event, "status_id", "state_id") ?? ""
  const byNumber = Object.hasOwn(stateNumbers, number) ? stateNumbers[number] : undefined
  const value = known ? states[known.toLowerCase()] : byNumber
  return {
    value: isClosed ? "resolved" : (value ?? "firing"),
    word: known ?? word ?? (number || null),
    partial: [],
  }
}

function firstTime(event: unknown, info: unknown): unknown {
  const given = [
    at(event, "time"),
    at(event, "time_dt"),
    at(event, "event_time"),
    at(info, "modified_time"),
    at(info, "created_time"),
    at(info, "created_time_dt"),
  ]
  return given.find((value) => text(value) !== null)
}

/** What some write in the place of a name is a sentence about it; then its uid names it. */
function nameOf(resource: unknown): string | null {
  const name = firstText(resource, "name", "hostname")
  const isSentence = (name?.slice(0, 500).split(" ").length ?? 0) > 5
  return isSentence ? (firstText(resource, "uid") ?? name) : name
}

function assetOf(event: unknown): string | null {
  const resource = listOf(at(event, "resources"))[0] ?? at(event, "resource")
  const affected = listOf(at(event, "vulnerabilities"))[0]
  return (
    nameOf(resource) ??
    resourceOfArn(firstText(resource, "uid")) ??
    firstText(
      event,
      "device.hostname",
      "device.name",
      "device.ip",
      "dst_endpoint.hostname",
      "cloud.account.uid",
    ) ??
    firstText(affected, "affected_packages.name") ??
    observedHost(event)
  )
}

/** Of a source that knows no device: the observable that is called after one. */
function observedHost(event: unknown): string | null {
  const named = /^(?:(?:device|host)\.)?(?:host_?name|name)$/i
  const found = listOf(at(event, "observables"))
    .slice(0, 200)
    .find((item) => named.test(firstText(item, "name") ?? ""))
  return firstText(found, "value")
}
