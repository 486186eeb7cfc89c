import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { firstText } from "../fields.ts"
import { type Leef, leefSeverity } from "../leef.ts"
import { pickObservables } from "../observables.ts"
import type { SyslogLine } from "../syslog-line.ts"
import { findTechniques } from "../techniques.ts"
import { readWrittenTime } from "../written-time.ts"
import { isEverydayName, isPassed } from "./cef-telemetry.ts"
import { isEveryday } from "./syslog-everyday.ts"

const observed = {
  ip: ["src", "dst", "dvc", "sourceTranslatedAddress", "destinationTranslatedAddress", "identSrc"],
  domain: ["dhost", "shost", "destinationDnsDomain", "identHostName"],
  url: ["request", "url"],
  hash: ["fileHash", "sha256", "md5", "oldFileHash"],
  user: ["suser", "duser", "usrName", "accountName", "src_user"],
  mail: ["suser", "duser", "usrName", "src_user"],
} as const

const assets = ["identHostName", "devname", "resource", "sys_name", "sender", "dhost"]

/** An event of LEEF, and the line of syslog that it stood in. */
export function leefEvent(leef: Leef, line: SyslogLine): CanonicalEvent {
  const { attributes } = leef
  const device = `${leef.vendor} ${leef.product}`
  const severity = firstText(attributes, "sev", "severity")
  const name = firstText(attributes, "name", "msg", "EventMessage", "reason", "cat")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: [leef.eventId, name].filter(Boolean).join(": ") || device,
    description: firstText(attributes, "msg", "reason"),
    severity: leefSeverity(severity),
    time: timeOf(line, attributes),
    externalId: firstText(attributes, "externalId", "eventUUID"),
    dedupeKey: [
      device,
      leef.eventId,
      ...ends(attributes, ["src", "identSrc"], ["dst"], ["usrName", "accountName"]),
    ],
    groupKey: [device, leef.eventId],
    asset: firstText(attributes, ...assets) ?? line.host,
    rule: leef.eventId || null,
    observables: pickObservables(attributes, observed),
    techniques: findTechniques(name, Object.values(attributes)),
    labels: { device, ...attributes },
    expects: { sev: severity },
  })
}

/** Whether an event is a log of what went through rather than an alert. */
export function isLeefTelemetry({ eventId, attributes }: Leef): boolean {
  if ([eventId, firstText(attributes, "name", "EventMessage", "cat") ?? ""].some(isEverydayName)) return true
  const isMild = Number(firstText(attributes, "sev", "severity") ?? 0) <= 3
  const said = firstText(attributes, "msg", "EventMessage") ?? ""
  return isMild && (isPassed(firstText(attributes, "action", "act", "disp")) || isEveryday(said))
}

/** `-` where the event has no such end: many are about one host only. */
function ends(fields: unknown, ...wanted: readonly (readonly string[])[]): string[] {
  return wanted.map((names) => firstText(fields, ...names) ?? "-")
}

function timeOf(line: SyslogLine, fields: Readonly<Record<string, string>>) {
  if (fields["devTime"] === undefined) return line.time
  const read = readWrittenTime("devTime", fields["devTime"])
  return read.value === null && line.time.value !== null ? line.time : read
}
