import {
  type Adapter,
  type CanonicalEvent,
  categories,
  type Category,
  events,
  ignored,
  type Observable,
  type ObservableType,
  observableTypes,
} from "../adapter.ts"
import type { Body } from "../body.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTimestamp } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { UnreadableBody } from "../unreadable-body.ts"

const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    ...{
      firing: "firing",
      problem: "firing",
      open: "firing",
      opened: "firing",
      triggered: "firing",
      trigger: "firing",
      alert: "firing",
      alerting: "firing",
      down: "firing",
      active: "firing",
      new: "firing",
    },
    ...{
      resolved: "resolved",
      resolve: "resolved",
      ok: "resolved",
      closed: "resolved",
      close: "resolved",
      clear: "resolved",
      cleared: "resolved",
      recovered: "resolved",
      recovery: "resolved",
      up: "resolved",
      normal: "resolved",
    },
    ...{ info: "info", heartbeat: "info", acknowledged: "info", acknowledge: "info" },
  },
  otherwise: "firing",
}

/**
 * Our own format, for tools that can shape what they send:
 * `{title, severity, status, key, description, asset, time, url, category, discipline, labels, observables: [{type, value}]}`.
 * Only `title` is needed. Common other names for the fields are understood; so are arrays, NDJSON and forms.
 */
export const generic: Adapter = {
  key: "generic",
  label: "Generic JSON",
  discipline: "noc",
  normalise(body) {
    const documents = documentsOf(body)
    const found = documents.filter((d) => firstText(d, ...names.title, ...names.key))
    if (found.length > 0) return events(found.map(eventOf))
    if (documents.length > 0 && documents.every((d) => at(d, "test") === true || at(d, "ping") !== undefined))
      return ignored("a test message")
    throw new UnreadableBody("no title (or message, summary, name), which every alert needs")
  },
}

const names = {
  title: ["title", "message", "summary", "name", "subject", "alert_name", "alertname", "event"],
  description: ["description", "details", "body", "text", "msg"],
  severity: ["severity", "level", "priority", "criticality"],
  status: ["status", "state", "event_type", "action", "condition"],
  key: [
    "key",
    "dedupe_key",
    "dedup_key",
    "external_id",
    "externalId",
    "alert_id",
    "alertId",
    "id",
    "incident_id",
    "fingerprint",
  ],
  asset: ["asset", "host", "hostname", "resource", "instance", "device", "node", "service"],
  time: ["time", "timestamp", "occurred_at", "occurredAt", "date", "created_at", "createdAt", "starts_at"],
  url: ["url", "link", "source_url"],
  rule: ["rule", "rule_name", "check", "alert_type"],
} as const

function documentsOf(body: Body): readonly unknown[] {
  if (body.kind === "form") return [body.fields]
  if (body.kind === "text")
    return [{ title: body.text.split("\n")[0]?.slice(0, 500), description: body.text }]
  return body.values
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .flatMap((value) => (Array.isArray(at(value, "alerts")) ? listOf(at(value, "alerts")) : [value]))
}

function eventOf(fields: unknown): CanonicalEvent {
  const title = firstText(fields, ...names.title)
  const key = firstText(fields, ...names.key)
  const asset = firstText(fields, ...names.asset)
  const rule = firstText(fields, ...names.rule)
  const word = firstText(fields, ...names.severity)
  const severity = mapValue(severityWords, "severity", word)
  const status = mapValue(statuses, "status", firstText(fields, ...names.status))
  const description = firstText(fields, ...names.description)
  const discipline = firstText(fields, "discipline", "domain")?.toLowerCase() === "soc" ? "soc" : "noc"
  const time = names.time
    .map((name) => at(fields, name))
    .find((value) => value !== undefined && value !== null)
  const occurredAt = readTimestamp(time)
  return {
    kind: status.value,
    title: title ?? `Alert ${key ?? ""}`.trim(),
    description,
    severity: severity.value,
    sourceSeverity: word,
    sourceStatus: firstText(fields, ...names.status),
    externalId: key,
    dedupeKey: key ? [key] : [title, asset],
    groupKey: [rule ?? title ?? key],
    occurredAt,
    asset,
    category: categoryOf(firstText(fields, "category"), discipline),
    discipline,
    observables: [
      ...givenObservables(at(fields, "observables")),
      ...findObservables(`${title ?? ""} ${description ?? ""}`),
    ],
    techniques: findTechniques(listOf(at(fields, "techniques")), [title, description]),
    rule,
    url: firstText(fields, ...names.url),
    labels: labelsFrom(fields),
    partial: [
      ...severity.partial,
      ...status.partial,
      ...(title ? [] : ["title"]),
      ...(time !== undefined && !occurredAt ? ["time"] : []),
    ],
  }
}

function categoryOf(given: string | null, discipline: "noc" | "soc"): Category {
  return (
    categories.find((category) => category === given?.toLowerCase()) ??
    (discipline === "soc" ? "security" : "availability")
  )
}

function givenObservables(list: unknown): Observable[] {
  return listOf(list)
    .slice(0, 200)
    .flatMap((item) => {
      const type = observableTypes.find(
        (t): t is ObservableType => t === firstText(item, "type")?.toLowerCase(),
      )
      return type ? observable(type, firstText(item, "value")) : []
    })
}

/** Labels given as an object or a list; of a payload without any, whatever fields we had no other use for. */
function labelsFrom(fields: unknown): Record<string, string> {
  const given = at(fields, "labels") ?? at(fields, "tags")
  if (isFields(given)) return labelsOf(given)
  if (Array.isArray(given)) return { tags: given.flatMap((tag) => text(tag) ?? []).join(",") }
  const used = new Set<string>(Object.values(names).flat())
  const rest = Object.entries(fieldsOf(fields)).filter(
    ([name]) => !used.has(name) && name !== "observables" && name !== "techniques",
  )
  return labelsOf(Object.fromEntries(rest))
}
