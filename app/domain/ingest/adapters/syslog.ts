import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { type Cef, parseCef } from "../cef.ts"
import { documentsOf, eventsOf, maxEvents } from "../documents.ts"
import { firstText } from "../fields.ts"
import { type Leef, parseLeef } from "../leef.ts"
import { findObservables, pickObservables } from "../observables.ts"
import { readSyslogLine, type SyslogLine } from "../syslog-line.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { relayed } from "./syslog-relay.ts"
import { cefEventIn } from "./cef.ts"
import { isCefTelemetry } from "./cef-telemetry.ts"
import { isLeefTelemetry, leefEvent } from "./leef-event.ts"
import { isEveryday, levelIn } from "./syslog-everyday.ts"
import { deviceLogOf } from "./syslog-devices.ts"
import type { DeviceLog } from "./syslog-events.ts"
import {
  isSecurity,
  mnemonicOf,
  problemOf,
  stateOf,
  subjectOf,
  usersIn,
  withoutAlgorithms,
  withoutPorts,
} from "./syslog-words.ts"

/** Severities by their number and their keyword. */
const severities: ValueMap<Severity> = {
  version: 3,
  values: {
    "0": "critical",
    emerg: "critical",
    emergency: "critical",
    panic: "critical",
    "1": "critical",
    alert: "critical",
    "2": "critical",
    crit: "critical",
    critical: "critical",
    "3": "high",
    err: "high",
    error: "high",
    "4": "medium",
    errs: "high",
    warning: "medium",
    warn: "medium",
    "5": "low",
    notice: "low",
    noti: "low",
    notify: "low",
    "6": "info",
    info: "info",
    informational: "info",
    information: "info",
    "7": "info",
    debug: "info",
    dbug: "info",
    notification: "low",
    low: "low",
    medium: "medium",
    high: "high",
    major: "high",
    minor: "low",
  },
  otherwise: "medium",
}

/**
 * Lines of syslog, RFC 5424 and RFC 3164 with the variants of Cisco and others, one or many; also as relays post them in
 * JSON. CEF or LEEF in a line is read as such. Informational lines are logs, not alerts, unless they tell of a recovery.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5424
 */
export const syslog: Adapter = {
  key: "syslog",
  label: "Syslog",
  discipline: "noc",
  normalise(body) {
    const entries = entriesOf(body)
    const alerts = entries.filter(isAlert)
    if (alerts.length === 0) return ignored("informational lines, not alerts")
    return eventsOf(alerts, eventOf)
  },
}

/** A line with its severity as the device wrote it: a number, or the keyword that a relay made of it. */
type Entry = {
  readonly line: SyslogLine
  readonly level: string | null
  readonly text: string
  readonly cef: Cef | null
  readonly leef: Leef | null
  readonly device: DeviceLog | null
}

function entriesOf(body: Body): Entry[] {
  if (body.kind === "form") throw new UnreadableBody("syslog is lines or JSON; this is a form")
  if (body.kind === "json") return documentsOf(body, "syslog").flatMap(ofRelay)
  const lines = body.text.split("\n").filter((line) => line.trim() !== "")
  if (lines.length > maxEvents)
    throw new UnreadableBody(`${lines.length} lines in one delivery; the limit is ${maxEvents}`)
  return lines.map((line) => entryOf(line))
}

/** @param relayed the level that a relay read off the line; the words of the line count after it */
function entryOf(text: string, relayed: string | null = null): Entry {
  const line = readSyslogLine(text)
  const cisco = mnemonicOf(text)
  const device = deviceLogOf(line, cisco, text)
  // The device's own severity is the message's; a relay may have changed the priority before it.
  const priority = line.severity === null ? null : String(line.severity)
  const level =
    device?.level ??
    cisco?.severity ??
    priority ??
    relayed ??
    levelIn(line.message) ??
    levelIn(`${line.app}: `)
  return { line, level, text: text.slice(0, 65_536), cef: parseCef(text), leef: parseLeef(text), device }
}

/** A raw line in a relay's document is read as such; what the relay says beside it counts before the line's header. */
function ofRelay(document: unknown): Entry[] {
  const given = relayed(document)
  if (given === null) throw new UnreadableBody("no message, as a relay of syslog sends")
  const entry = entryOf(given.text, given.level)
  const line = {
    ...entry.line,
    host: given.host ?? entry.line.host,
    app: given.app ?? entry.line.app,
    time: given.time ?? entry.line.time,
  }
  return [{ ...entry, line }]
}

function isAlert({ line, level, text, cef, leef, device }: Entry): boolean {
  if (cef) return !isCefTelemetry(cef)
  if (leef) return !isLeefTelemetry(leef)
  if (/^(?:last )?message repeated \d{1,9} times?\b/i.test(line.message)) return false
  if (device !== null && device.about !== "event") return device.about === "finding"
  if (stateOf(line.message) === "resolved") return true
  const severity = mapValue(severities, "severity", level).value
  const isMild = severity === "low" || level === null
  const said = device?.title ?? mnemonicOf(text)?.text ?? line.message
  return severity !== "info" && !(isMild && isEveryday(said))
}

function eventOf(entry: Entry): CanonicalEvent {
  const { line, cef, leef } = entry
  if (cef) return ofCef(cef, line)
  return leef ? leefEvent(leef, line) : ofLine(entry)
}

/** A CEF event of a line of syslog: what it lacks is taken from the line. */
function ofCef(cef: Cef, line: SyslogLine): CanonicalEvent {
  const event = cefEventIn(cef, line.time.value)
  return { ...event, asset: event.asset ?? line.host }
}

function ofLine({ line, level, text, device }: Entry): CanonicalEvent {
  const cisco = mnemonicOf(text)
  const said = cisco?.text ?? line.message
  const message = device?.title ?? said
  const app = cisco ? `%${cisco.facility}-${cisco.severity}-${cisco.mnemonic}` : (line.app ?? line.messageId)
  const soc = device ? isSecurityLog(device, message) : isSecurity(line.facility, app, message)
  const state = stateOf(message)
  const rule = device?.rule ?? (cisco ? problemOf(cisco) : (line.app ?? "syslog"))
  // A relay may stand in the header; a firewall names itself.
  const host = device?.host ?? line.host
  const fields = device?.fields ?? {}
  return canonicalEvent({
    discipline: soc ? "soc" : "noc",
    category: soc ? "security" : "availability",
    title: [device ? null : app, message].filter(Boolean).join(": ") || app || "Syslog message",
    description: text,
    status: { value: state ?? "firing", word: state === null ? null : message.slice(0, 100), partial: [] },
    severity: mapValue(severities, "severity", level),
    time: device?.time ?? line.time,
    externalId: line.messageId,
    // A line has no id: the device, the kind of message and the interface or neighbour in it are the problem.
    dedupeKey: [host, rule, device?.source ?? subjectOf(message)],
    groupKey: [rule],
    asset: host,
    rule,
    observables: [
      ...usersIn(device ? (firstText(fields, "msg") ?? "") : message),
      ...pickObservables(fields, observed),
      ...findObservables(device ? message : withoutAlgorithms(cisco ? withoutPorts(message) : line.message)),
      ...findObservables(host),
    ],
    techniques: findTechniques(message),
    labels: {
      ...fields,
      ...line.structured,
      ...(line.app === null ? {} : { app: line.app }),
      ...(line.process === null ? {} : { process: line.process }),
      ...(line.facility === null ? {} : { facility: String(line.facility) }),
    },
    expects: { host, severity: level },
  })
}

/** The firewall's own health is for operations; logins at it, tunnels and what it found are not. */
function isSecurityLog({ about, fields }: DeviceLog, message: string): boolean {
  if (about === "finding") return true
  const isOwn = /^(?:system|ha|router|wireless|fortiextender|switch-controller)$/i.test(
    fields["subtype"] ?? "",
  )
  return !isOwn || /login|logged|password|auth|admin/i.test(message.slice(0, 1000))
}

const observed = {
  ip: [
    "srcip",
    "dstip",
    "src",
    "dst",
    "remip",
    "SrcIP",
    "DstIP",
    "locip",
    "Device IP Address",
    "Calling-Station-ID",
    "source-address",
    "destination-address",
    "client-ip",
  ],
  user: ["user", "User", "src_user_name", "username", "UserName"],
  url: ["url", "URL", "URI"],
  domain: ["hostname", "http-host", "dns_query", "qname"],
  hash: ["filehash", "analyticscksum", "FileSHA256", "file_sha256", "file_md5", "sample-sha256"],
} as const
