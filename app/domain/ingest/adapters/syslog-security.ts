import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import type { Cef } from "../cef.ts"
import { firstText } from "../fields.ts"
import { type Leef, leefSeverity } from "../leef.ts"
import { pickObservables } from "../observables.ts"
import type { SyslogLine } from "../syslog-line.ts"
import { findTechniques } from "../techniques.ts"
import { readWrittenTime } from "../written-time.ts"
import { cefEvent } from "./cef.ts"

const observed = {
  ip: ["src", "dst", "dvc", "sourceTranslatedAddress", "destinationTranslatedAddress", "identSrc"],
  domain: ["dhost", "shost", "destinationDnsDomain", "identHostName"],
  url: ["request", "url"],
  hash: ["fileHash", "sha256", "md5", "oldFileHash"],
  user: ["suser", "duser", "usrName", "accountName"],
  mail: ["suser", "duser"],
} as const

/** A CEF event of a line of syslog: what it lacks is taken from the line. */
export function ofCef(cef: Cef, line: SyslogLine): CanonicalEvent {
  const event = cefEvent(cef)
  return {
    ...event,
    asset: event.asset ?? line.host,
    occurredAt: event.occurredAt ?? timeOf(line, {}, []).value,
  }
}

export function ofLeef(leef: Leef, line: SyslogLine): CanonicalEvent {
  const { attributes } = leef
  const device = `${leef.vendor} ${leef.product}`
  const severity = firstText(attributes, "sev", "severity")
  const name = firstText(attributes, "name", "msg", "reason", "cat")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: [leef.eventId, name].filter(Boolean).join(": ") || device,
    description: firstText(attributes, "msg", "reason"),
    severity: leefSeverity(severity),
    time: timeOf(line, attributes, ["devTime"]),
    externalId: firstText(attributes, "externalId", "eventUUID"),
    dedupeKey: [
      device,
      leef.eventId,
      ...ends(attributes, ["src", "identSrc"], ["dst"], ["usrName", "accountName"]),
    ],
    groupKey: [device, leef.eventId],
    asset: firstText(attributes, "identHostName", "devname", "resource") ?? line.host,
    rule: leef.eventId || null,
    observables: pickObservables(attributes, observed),
    techniques: findTechniques(name, Object.values(attributes)),
    labels: { device, ...attributes },
    expects: { sev: severity },
  })
}

/** `-` where the event has no such end: many are about one host only. */
function ends(fields: unknown, ...wanted: readonly (readonly string[])[]): string[] {
  return wanted.map((names) => firstText(fields, ...names) ?? "-")
}

function timeOf(line: SyslogLine, fields: Readonly<Record<string, string>>, names: readonly string[]) {
  const name = names.find((one) => fields[one] !== undefined)
  if (name === undefined) return line.time
  const read = readWrittenTime(name, fields[name])
  return read.value === null && line.time.value !== null ? line.time : read
}
