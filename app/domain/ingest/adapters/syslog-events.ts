import { firstText } from "../fields.ts"
import { parseKeyValues } from "../key-values.ts"
import type { TimeRead } from "../timestamp.ts"

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

/**
 * Security events of Meraki, `security_event ids_alerted signature=… priority=… message: …`; its other lines are traffic.
 *
 * @see https://documentation.meraki.com/General_Administration/Monitoring_and_Reporting/Syslog_Event_Types_and_Log_Samples
 */
export function meraki(text: string): DeviceLog | null {
  const found = /\b(security_event \w{1,60}|airmarshal_events|ids-alerts) (.{1,4000})/.exec(
    text.slice(0, 8000),
  )
  if (found === null) return null
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
    host: null,
    time: null,
    source: firstText(fields, "src")?.replace(/:\d{1,5}$/, "") ?? null,
  }
}

const iseHeader = /\bCISE_(\w{1,60}) (?:\S{1,40} ){3,7}(\d{5,6}|\d{4}) ([A-Z]{2,8}) {1,3}([^,]{1,300})/

/** Cisco ISE: a category, the code of the message and its own level, then `key=value` between commas. */
export function ise(text: string): DeviceLog | null {
  const found = iseHeader.exec(text.slice(0, 2000))
  if (found === null) return null
  const [, category = "", code = "", level = "", said = ""] = found
  const pairs = [...text.slice(0, 20_000).matchAll(/, ([A-Za-z][\w -]{0,60})=([^,]{0,500})/g)].slice(0, 100)
  const fields = Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]))
  return {
    fields,
    level: level.toLowerCase(),
    about: /^(?:Passed|RADIUS_Accounting|TACACS_Accounting|.*_Diagnostics$)/.test(category)
      ? "traffic"
      : "event",
    title: `${category}: ${said.trim()}`,
    rule: `ISE-${code}`,
    host: null,
    time: null,
    source: firstText(fields, "Calling-Station-ID", "UserName", "Device IP Address"),
  }
}
