import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { type Cef, labelledExtensions } from "../cef.ts"
import { parseCsv } from "../csv.ts"
import { type Fields, fieldsOf, firstText, isFields } from "../fields.ts"
import { pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { correlationColumns, isLogType, systemColumns, threatColumns } from "./paloalto-columns.ts"

/** A log of the firewall by the names of its documentation, whichever way it was sent. */
export type PanOsLog = { readonly type: string; readonly fields: Fields; readonly isAlert: boolean }

const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    high: "high",
    medium: "medium",
    low: "low",
    informational: "info",
    // The figures of its CEF template.
    "5": "critical",
    "4": "high",
    "3": "medium",
    "2": "low",
    "1": "info",
  },
  otherwise: "medium",
}

/** A line of CSV behind any syslog header; null for any other text. */
export function readPanOsCsv(line: string): PanOsLog | null {
  const [cells = []] = parseCsv(line.slice(0, 20_000).replace(/[\r\n]/g, " "))
  const type = cells[3]?.trim().toUpperCase() ?? ""
  if (cells.length < 8 || !isLogType(type)) return null
  const columns =
    type === "SYSTEM" ? systemColumns : type === "CORRELATION" ? correlationColumns : threatColumns
  const named = Object.fromEntries(columns.flatMap(([name, i]) => (cells[i] ? [[name, cells[i]]] : [])))
  // Versions put it in different places; no other field looks like it.
  const exact = cells
    .slice(15)
    .find((cell) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/.test(cell))
  return logOf(type, { ...named, ...(exact ? { exactTime: exact } : {}) })
}

/** A line of CEF by PAN-OS or the logging service. Templates differ in which header holds the type. */
export function readPanOsCef(line: Cef | null): PanOsLog | null {
  if (line?.deviceVendor.toLowerCase() !== "palo alto networks") return null
  const isType = [line.signatureId, line.name].find((word) => isLogType(word.toUpperCase()))
  const type = isType?.toUpperCase() ?? "THREAT"
  const { extensions } = line
  const named = labelledExtensions(extensions)
  const other = [line.signatureId, line.name].find((word) => word !== isType) ?? null
  return logOf(type, {
    subtype: firstText(extensions, "PanOSThreatSubtype", "PanOSLogSubtype") ?? other,
    generated: firstText(extensions, "start", "rt"),
    serial: firstText(extensions, "deviceExternalId"),
    source: firstText(extensions, "src", "c6a2"),
    destination: firstText(extensions, "dst", "c6a3"),
    user: firstText(extensions, "suser", "duser"),
    rule: firstText(named, "Rule"),
    application: firstText(extensions, "app"),
    action: firstText(extensions, "act"),
    subject: firstText(extensions, "request", "fileName"),
    threat: firstText(extensions, "PanOSThreatID", "PanOSThreatNameFirewall", "cat", "PanOSThreatCategory"),
    severity: firstText(extensions, "PanOSSeverity") ?? line.severity,
    digest: firstText(extensions, "fileHash", "PanOSFileHash"),
    device: firstText(extensions, "dvchost"),
    description: firstText(extensions, "msg"),
    seqno: firstText(extensions, "externalId"),
    natSource: firstText(extensions, "sourceTranslatedAddress"),
    natDestination: firstText(extensions, "destinationTranslatedAddress"),
    sender: firstText(extensions, "PanOSSenderEmail"),
    recipient: firstText(extensions, "PanOSRecipientEmail"),
    category: firstText(named, "URLCategory") ?? firstText(extensions, "PanOSThreatCategory"),
  })
}

/** A record of the logging service's HTTPS profile. */
export function readPanOsJson(record: unknown): PanOsLog | null {
  const type = firstText(record, "LogType", "log_type", "type")?.toUpperCase() ?? ""
  if (!isFields(record) || !isLogType(type)) return null
  const names = {
    subtype: ["Subtype", "subtype"],
    generated: [
      "TimeGeneratedHighResolution",
      "TimeGenerated",
      "EventTime",
      "generated_time",
      "time_generated",
    ],
    serial: ["DeviceSN", "LogSourceID", "serial"],
    source: ["SourceAddress", "src", "source_ip"],
    destination: ["DestinationAddress", "dst", "dest_ip"],
    user: ["SourceUser", "srcuser"],
    rule: ["Rule", "RuleMatched", "rule_name"],
    application: ["Application", "app"],
    action: ["Action", "action"],
    subject: ["URL", "FileName", "misc"],
    threat: ["ThreatName", "ThreatID", "threatid", "EventName"],
    severity: ["VendorSeverity", "Severity", "severity"],
    digest: ["FileHash", "filedigest"],
    device: ["DeviceName", "LogSourceName", "device_name"],
    description: ["EventDescription", "opaque"],
    object: ["EventComponent"],
    seqno: ["SequenceNo", "seqno"],
    natSource: ["NATSource", "natsrc"],
    natDestination: ["NATDestination", "natdst"],
    sender: ["SenderEmail", "sender"],
    recipient: ["RecipientEmail", "recipient"],
    category: ["URLCategory", "ThreatCategory", "category"],
  }
  const named = Object.entries(names).map(([name, given]) => [name, firstText(record, ...given)])
  return logOf(type, fieldsOf(Object.fromEntries(named)))
}

function logOf(type: string, fields: Fields): PanOsLog {
  return { type, fields, isAlert: isAlert(type, fields) }
}

function isAlert(type: string, fields: Fields): boolean {
  const subtype = firstText(fields, "subtype")?.toLowerCase() ?? ""
  const isBlocked = /^(?:block|deny|drop|reset|sinkhole)/i.test(firstText(fields, "action") ?? "")
  if (type === "CORRELATION") return true
  if (type === "SYSTEM") return /^(?:critical|high|[45])$/i.test(firstText(fields, "severity") ?? "")
  if (type !== "THREAT") return false
  // Categories of pages and types of files are logged for every request; what was stopped is worth a look.
  return subtype === "url" || subtype === "file" ? isBlocked : true
}

export function panOsEvent({ type, fields }: PanOsLog): CanonicalEvent {
  const field = (name: string) => firstText(fields, name)
  const [subtype, threat, isSystem] = [field("subtype"), threatName(field("threat")), type === "SYSTEM"]
  const name = isSystem ? field("description") : (threat ?? field("category"))
  const rule = [type, subtype, isSystem ? field("threat") : (field("threat") ?? field("category"))]
  const time = field("exactTime") ? "exactTime" : "generated"
  return canonicalEvent({
    discipline: isSystem ? "noc" : "soc",
    category: isSystem ? "availability" : "security",
    title: name ?? [`PAN-OS ${type}`, subtype, field("action"), field("subject")].filter(Boolean).join(" "),
    description: isSystem ? null : summaryOf(fields),
    status: { value: "firing", word: field("action"), partial: [] },
    severity: mapValue(severities, "severity", field("severity")),
    // The clock of the firewall, which does not say its zone before PAN-OS 10: UTC.
    time: readWrittenTime(time, field(time)),
    externalId: field("seqno") && [field("serial"), field("seqno")].filter(Boolean).join(":"),
    // Serial and sequence number are those of one log line; the same threat between the same two is one problem.
    dedupeKey: isSystem
      ? [...rule, field("device") ?? field("serial"), field("object")]
      : [...rule, field("source"), field("destination")],
    groupKey: rule,
    asset: field("device") ?? field("serial"),
    rule: field("threat") ?? subtype,
    observables: pickObservables(fields, {
      ip: ["source", "destination", "xff", "natSource", "natDestination"],
      hash: ["digest"],
      mail: ["sender", "recipient", "user"],
      user: ["user", "targetUser"],
      url: ["subject"],
    }),
    techniques: findTechniques(field("category"), field("threat")),
    labels: Object.fromEntries(
      Object.keys(fields).flatMap((key) => (field(key) ? [[key, field(key) ?? ""]] : [])),
    ),
    expects: isSystem
      ? { severity: field("severity") }
      : { source: field("source"), threat: threat ?? field("subject") ?? field("category") },
  })
}

/** `PDF Exploit Evasion Found(34805)` without its number; a number alone names it. */
function threatName(threat: string | null): string | null {
  const [, name, id] = /^(.{0,500}?)\((\d{1,12})\)$/.exec(threat ?? "") ?? []
  if (id === undefined) return threat && (/^\d+$/.test(threat) ? `Threat ${threat}` : threat)
  return name && name !== id ? name : `Threat ${id}`
}

function summaryOf(fields: Fields): string {
  const from = firstText(fields, "source") ?? "?"
  const parts = [
    `${from} → ${firstText(fields, "destination") ?? "?"}`,
    firstText(fields, "application"),
    firstText(fields, "action"),
    firstText(fields, "rule"),
    firstText(fields, "subject"),
  ]
  return parts.filter(Boolean).join(" · ")
}
