import { firstText } from "../fields.ts"
import { parseKeyValues } from "../key-values.ts"
import { readTime, type TimeRead } from "../timestamp.ts"
import { readWrittenTime } from "../written-time.ts"

/** What a firewall says in fields instead of a sentence. */
export type DeviceLog = {
  readonly fields: Readonly<Record<string, string>>
  /** Its own severity; null where the line's priority says it. */
  readonly level: string | null
  /** `traffic` is a log of what passed or was denied by rule, never an alert; `finding` always is one. */
  readonly about: "traffic" | "finding" | "event"
  readonly title: string | null
  readonly rule: string
  readonly host: string | null
  /** Null where the line's own time is as good. */
  readonly time: TimeRead | null
  readonly source: string | null
}

/** Each once; null for none. */
export const joined = (...words: readonly (string | null)[]) =>
  [...new Set(words)].filter(Boolean).join(": ") || null

/** `1767323045.1 MX84 flows …`, behind whichever header. */
const merakiHeader =
  /(?:^|\s)(\d{10}\.\d{1,9}) (\S{1,100}) (security_event|airmarshal_events|ids-alerts|events|firewall|flows|cellular_firewall|vpn_firewall|bridge_anyconnect_client_vpn_firewall|ip_flow_start|ip_flow_end|urls) /

/**
 * Meraki's lines. Security events, `security_event ids_alerted signature=… priority=… message: …`, are findings; flows and
 * pages are traffic.
 *
 * @see https://documentation.meraki.com/General_Administration/Monitoring_and_Reporting/Syslog_Event_Types_and_Log_Samples
 */
export function meraki(text: string): DeviceLog | null {
  const header = merakiHeader.exec(text.slice(0, 500))
  const found = /\b(security_event \w{1,60}|airmarshal_events|ids-alerts) (.{1,4000})/.exec(
    text.slice(0, 8000),
  )
  const [, time, host = null, kind = ""] = header ?? []
  const of = { host, time: time === undefined ? null : readTime("timestamp", time) }
  if (found !== null) return { ...securityEvent(found), ...of }
  if (header === null) return null
  const said = text.slice(header.index + header[0].length, 4000)
  // `type=… msg='…'`, or a sentence.
  const event = /^(?:type=)?(\w{1,60})/.exec(said)?.[1] ?? kind
  return {
    ...of,
    fields: { type: event, msg: said },
    level: null,
    about: kind === "events" ? "event" : "traffic",
    title: said,
    rule: joined(kind, event) ?? kind,
    source: firstText(parseKeyValues(said), "src", "client_mac"),
  }
}

function securityEvent(found: RegExpExecArray): Omit<DeviceLog, "host" | "time"> {
  const [, event = "", rest = ""] = found
  const [pairs = "", message] = rest.split(/ (?:message|decision): ?/)
  const fields = parseKeyValues(rest)
  const what = message ?? firstText(parseKeyValues(pairs), "name", "type", "signature") ?? event
  return {
    fields,
    level:
      { "1": "high", "2": "medium", "3": "low", "4": "info" }[firstText(fields, "priority") ?? ""] ??
      "medium",
    about: "finding",
    title: what,
    rule: joined(event, firstText(fields, "signature", "sha256", "type")) ?? event,
    source: firstText(fields, "src")?.replace(/:\d{1,5}$/, "") ?? null,
  }
}

/** The category may be missing; a long message comes in several lines, of which the first alone says what it is. */
const iseHeader =
  /(?:\bCISE_(\w{1,60}) \d{7,10}|^\d{10}) \d{1,3} \d{1,3} (?:(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [+-]\d\d:\d\d) \d{1,12} (\d{4,6}) ([A-Z]{2,8}) {1,3}([^,]{1,300}))?/
const everydayOfIse = /^(?:Passed|RADIUS_Accounting|TACACS_Accounting|.*_Diagnostics$)/i

/** Cisco ISE: a category, the code of the message and its own level, then `key=value` between commas. */
export function ise(text: string): DeviceLog | null {
  const found = iseHeader.exec(text.slice(0, 2000))
  if (found === null) return null
  const [, category, time, code = "", level = "", said = ""] = found
  const pairs = [...text.slice(0, 20_000).matchAll(/, ([A-Za-z][\w -]{0,60})=([^,]{0,500})/g)].slice(0, 100)
  const fields = Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]))
  const isPart = said === ""
  return {
    fields,
    level: level.toLowerCase() || null,
    about: isPart || everydayOfIse.test(category ?? said.replace(/[ -]/g, "_")) ? "traffic" : "event",
    title: joined(category ?? null, said.trim()),
    rule: `ISE-${code}`,
    host: null,
    time: time === undefined ? null : readWrittenTime("timestamp", time),
    source: firstText(fields, "Calling-Station-ID", "UserName", "Device IP Address"),
  }
}
