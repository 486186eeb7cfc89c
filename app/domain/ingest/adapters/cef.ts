import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { type Cef, labelledExtensions } from "../cef.ts"
import { eventsOf } from "../documents.ts"
import { firstText } from "../fields.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import type { Mapped } from "../value-map.ts"
import { cefAsset, cefObservables, cefTime } from "./cef-fields.ts"
import { cefLinesOf, type Sent } from "./cef-lines.ts"
import { cefTitle } from "./cef-names.ts"
import { cefSeverity } from "./cef-severity.ts"
import { isCefTelemetry } from "./cef-telemetry.ts"
import { isLeefTelemetry, leefEvent } from "./leef-event.ts"

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
 * as the message of a JSON document. LEEF, which the same products write for QRadar, is read alike.
 *
 * @see https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors-8.4/pdfdoc/cef-implementation-standard/cef-implementation-standard.pdf
 */
export const cef: Adapter = {
  key: "cef",
  label: "Common Event Format",
  discipline: "soc",
  normalise(body) {
    const lines = cefLinesOf(body)
    if (lines.length === 0) throw new UnreadableBody("no line with a CEF header, nor one of LEEF")
    const alerts = lines.filter(
      ({ cef: line, leef }) => !(line ? isCefTelemetry(line) : isLeefTelemetry(leef)),
    )
    return alerts.length > 0 ? eventsOf(alerts, eventOf) : ignored("logs of traffic and mail, not alerts")
  },
}

function eventOf({ cef: line, leef, line: header }: Sent): CanonicalEvent {
  return line ? cefEventIn(line, header.time.value) : leefEvent(leef, header)
}

/** The event's own time counts before the one it was sent at. */
export function cefEventIn(line: Cef, sentAt: string | null): CanonicalEvent {
  const event = cefEvent(line)
  return event.occurredAt === null && sentAt !== null ? { ...event, occurredAt: sentAt } : event
}

function cefEvent(line: Cef): CanonicalEvent {
  const { extensions } = line
  const named = labelledExtensions(extensions)
  const rule = [line.deviceVendor || null, line.deviceProduct || null, line.signatureId || null]
  const about = firstText(extensions, "msg", "message", "reason")
  const caseId = caseOf(extensions, named)
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: cefTitle(line, named),
    description: [about, firstText(extensions, "requestContext")].filter(Boolean).join("\n") || null,
    status: stateOf(extensions, named),
    severity: cefSeverity(line),
    time: cefTime(extensions),
    externalId: caseId ?? numberOf(firstText(extensions, "externalId", "eventId")),
    // externalId is the device's number of one event. What repeats is the signature and whom it is about, unless the
    // product names its own case.
    dedupeKey: caseId ? ["case", ...rule, caseId] : [...rule, line.name || null, ...partiesOf(extensions)],
    groupKey: rule,
    asset: cefAsset(line, named),
    rule: line.signatureId || null,
    url: firstText({ ...named }, "IncidentLink", "AlertUrl", "Alert Link", "Reference", "Link"),
    observables: cefObservables(line, named),
    techniques: findTechniques(Object.values(named), attackFields(extensions), extensions["cat"], about),
    labels: { vendor: line.deviceVendor, product: line.deviceProduct, ...extensions, ...named },
    expects: { name: line.name || null, signatureId: line.signatureId || null },
  })
}

/** Zero is what a device writes that has no number for the event. */
const numberOf = (id: string | null) => (id === "0" ? null : id)

const attackFields = (extensions: Cef["extensions"]) =>
  Object.entries(extensions).flatMap(([key, value]) =>
    /mitre|att.?ck|technique/i.test(key.slice(0, 100)) ? [value] : [],
  )

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

const caseLabel = /^(?:malop|incident|alert|case|detection|threat) ?id$/i
const caseField = /^(?:BitdefenderGZ)?(?:incident|alert|case)_?id$/i

/** The product's own case, which its updates and its end share. */
function caseOf(extensions: Cef["extensions"], named: Readonly<Record<string, string>>): string | null {
  const label = Object.keys(named).find((name) => caseLabel.test(name))
  const field = Object.keys(extensions).find((name) => caseField.test(name))
  return (label && named[label]) || (field && extensions[field]) || null
}

function stateOf(
  extensions: Cef["extensions"],
  named: Readonly<Record<string, string>>,
): Mapped<CanonicalEvent["kind"]> {
  const words = [
    firstText(named, "status", "state", "alertStatus", "incidentStatus"),
    firstText(extensions, "alert_device_status"),
    firstText(extensions, "act", "deviceAction"),
    firstText(extensions, "outcome", "eventOutcome"),
    firstText(extensions, "deviceFacility"),
  ].filter((word) => word !== null)
  const known = words.find((word) => Object.hasOwn(states, word.toLowerCase()))
  const value = known ? states[known.toLowerCase()] : undefined
  return { value: value ?? "firing", word: known ?? words[0] ?? null, partial: [] }
}
