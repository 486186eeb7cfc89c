import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { type Cef, labelledExtensions, parseCef } from "../cef.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { firstText } from "../fields.ts"
import { findObservables, observable, pickObservables } from "../observables.ts"
import { readSyslogLine } from "../syslog-line.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import type { Mapped } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { cefTitle, fortinetText } from "./cef-names.ts"
import { cefSeverity } from "./cef-severity.ts"
import { isCefTelemetry } from "./cef-telemetry.ts"

/** Words in which products say the state of a case. CEF itself knows none, so any other word says nothing. */
const states: Readonly<Record<string, CanonicalEvent["kind"]>> = {
  resolved: "resolved",
  closed: "resolved",
  remediated: "resolved",
  cleared: "resolved",
  recovered: "resolved",
  acknowledged: "info",
}

/**
 * ArcSight's Common Event Format, which firewalls, gateways and detection products send by syslog: one event a line, also
 * as the message of a JSON document.
 *
 * @see https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors-8.4/pdfdoc/cef-implementation-standard/cef-implementation-standard.pdf
 */
export const cef: Adapter = {
  key: "cef",
  label: "Common Event Format",
  discipline: "soc",
  normalise(body) {
    const lines = cefLinesOf(body)
    if (lines.length === 0) throw new UnreadableBody("no line with a CEF header")
    const alerts = lines.filter(({ cef: line }) => !isCefTelemetry(line))
    return alerts.length > 0 ? eventsOf(alerts, eventOf) : ignored("logs of traffic and mail, not alerts")
  },
}

/** A line, and the time in the header of syslog before it. */
type Sent = { readonly cef: Cef; readonly time: string | null }

function cefLinesOf(body: Body): Sent[] {
  if (body.kind === "text") return linesOf(body.text).flatMap(sentOf)
  const messages = documentsOf(body, "A CEF sender").map((document) =>
    typeof document === "string" ? document : firstText(document, ...messageFields),
  )
  return messages.flatMap((message) => sentOf(linesOf(message ?? "").join(" ")))
}

/** Some senders break an event over several lines; what follows its first is indented. */
const linesOf = (text: string) => text.replace(/\r?\n[ \t]+/g, " ").split("\n")

function sentOf(text: string): Sent[] {
  const line = parseCef(text)
  const hasHeader = !/^\s*CEF:/.test(text.slice(0, 100))
  return line ? [{ cef: line, time: hasHeader ? readSyslogLine(text).time.value : null }] : []
}

/** The event's own time counts before the one it was sent at. */
function eventOf({ cef: line, time }: Sent): CanonicalEvent {
  const event = cefEvent(line)
  return event.occurredAt === null && time !== null ? { ...event, occurredAt: time } : event
}

const messageFields = ["message", "event.original", "_raw", "raw", "log", "msg", "cef"]

/** One event as every door reads it: CEF of its own, and CEF within a line of syslog. */
export function cefEvent(line: Cef): CanonicalEvent {
  const { extensions } = line
  const named = labelledExtensions(extensions)
  const rule = [line.deviceVendor || null, line.deviceProduct || null, line.signatureId || null]
  const about = firstText(extensions, "msg", "message", "reason")
  const caseId = caseOf(named)
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: cefTitle(line, named),
    description: [about, firstText(extensions, "requestContext")].filter(Boolean).join("\n") || null,
    status: stateOf(extensions, named),
    severity: cefSeverity(line),
    time: timeOf(extensions),
    externalId: caseId ?? firstText(extensions, "externalId", "eventId"),
    // externalId is the device's number of one event. What repeats is the signature and whom it is about, unless the
    // product names its own case.
    dedupeKey: caseId ? ["case", ...rule, caseId] : [...rule, line.name || null, ...partiesOf(extensions)],
    groupKey: rule,
    asset: firstText(extensions, ...assets),
    rule: line.signatureId || null,
    url: firstText({ ...named }, "IncidentLink", "AlertUrl", "Alert Link", "Reference", "Link"),
    observables: observablesOf(extensions),
    techniques: findTechniques(Object.values(named), extensions["cat"], about),
    labels: { vendor: line.deviceVendor, product: line.deviceProduct, ...extensions, ...named },
    expects: { name: line.name || null, signatureId: line.signatureId || null },
  })
}

const assets = ["dhost", "destinationHostName", "shost", "sourceHostName", "dvchost", "deviceHostName", "dvc"]
const parties = [
  ["src", "sourceAddress", "c6a2"],
  ["dst", "destinationAddress", "c6a3"],
  ["duser", "destinationUserName", "suser", "sourceUserName"],
  ["dhost", "destinationHostName", "shost", "sourceHostName", "dvchost"],
] as const

/** One text, because each of them may be absent without making the identity a worse one. */
function partiesOf(extensions: Cef["extensions"]): (string | null)[] {
  const found = parties.map((names) => firstText(extensions, ...names) ?? "")
  return [found.some(Boolean) ? found.join("|") : null]
}

function caseOf(named: Readonly<Record<string, string>>): string | null {
  const label = Object.keys(named).find((name) =>
    /^(malop|incident|alert|case|detection|threat) ?id$/i.test(name),
  )
  return label ? (named[label] ?? null) : null
}

function stateOf(
  extensions: Cef["extensions"],
  named: Readonly<Record<string, string>>,
): Mapped<CanonicalEvent["kind"]> {
  const words = [
    firstText(named, "status", "state", "alertStatus", "incidentStatus"),
    firstText(extensions, "act", "deviceAction"),
    firstText(extensions, "outcome", "eventOutcome"),
    firstText(extensions, "deviceFacility"),
  ].filter((word) => word !== null)
  const known = words.find((word) => Object.hasOwn(states, word.toLowerCase()))
  const value = known ? states[known.toLowerCase()] : undefined
  return { value: value ?? "firing", word: known ?? words[0] ?? null, partial: [] }
}

function timeOf(extensions: Cef["extensions"]) {
  const zone = firstText(extensions, "dtz", "deviceTimeZone")
  const key = ["rt", "deviceReceiptTime", "end", "endTime", "start", "startTime", "deviceCustomDate1"].find(
    (name) => extensions[name],
  )
  // FortiOS' own; of a virus the same field holds a word.
  const own = fortinetText(extensions, "eventtime")
  const given = key ? extensions[key] : /^\d{9,19}$/.test(own ?? "") ? own : undefined
  return readWrittenTime(key ?? "rt", given, zone && /^[+-]\d\d:\d\d$/.test(zone) ? zone : "Z")
}

function observablesOf(extensions: Cef["extensions"]) {
  const texts = ["cs1", "cs2", "cs3", "cs4", "cs5", "cs6", "msg", "requestContext", "cat"]
  return [
    ...pickObservables(extensions, observed),
    ...texts.flatMap((name) => findObservables(extensions[name] ?? null)),
    // Extensions of a product's own: `TrendMicroDsFileSHA256`.
    ...Object.entries(extensions)
      .filter(([name]) => /(?:md5|sha-?1|sha-?256|hash)$/i.test(name.slice(-20)))
      .flatMap(([, value]) => observable("hash", value)),
  ]
}

const observed = {
  ip: [
    "src",
    "sourceAddress",
    "dst",
    "destinationAddress",
    "c6a2",
    "c6a3",
    "sourceTranslatedAddress",
    "destinationTranslatedAddress",
  ],
  domain: ["dhost", "destinationHostName", "shost", "destinationDnsDomain", "sourceDnsDomain"],
  url: ["request", "requestUrl"],
  hash: ["fileHash", "oldFileHash"],
  mail: ["suser", "duser", "sourceUserName", "destinationUserName"],
  user: ["suser", "sourceUserName", "duser", "destinationUserName"],
} as const
