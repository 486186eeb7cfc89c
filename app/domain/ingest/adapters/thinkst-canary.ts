import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, labelsOf, listOf, pickLabels, text } from "../fields.ts"
import { observable, pickObservables } from "../observables.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { readWrittenTime } from "../written-time.ts"

/**
 * Thinkst Canary: the console's webhook, incidents of its API and of syslog, tokens of canarytokens.org, and OpenCanary.
 * A Canary rates nothing, because nobody has any business with one: whatever touches it is high.
 *
 * @see https://docs.canary.tools/incidents/queries.html
 * @see https://help.canary.tools/hc/en-gb/articles/360012727537-How-do-I-configure-notifications-for-a-Generic-Webhook
 */
export const thinkstCanary: Adapter = {
  key: "thinkst-canary",
  label: "Thinkst Canary",
  discipline: "soc",
  normalise(body) {
    const pages = read(body)
    if (isEmptyPage(pages, "incidents")) return ignored("an answer without incidents")
    const entries = entriesOf(pages, "incidents").map(opened)
    const known = entries.filter(isIncident)
    if (known.length === 0) throw new UnreadableBody("no incident of a Canary: neither a token nor a source")
    const real = known.filter((entry) => !isTest(entry))
    return real.length > 0 ? eventsOf(real, eventOf) : ignored("a test, or a note of the Canary's own")
  },
}

/** A form has the same names. */
function read(body: Body): readonly unknown[] {
  return body.kind === "form" ? [body.fields] : documentsOf(body, "Thinkst Canary")
}

/** The API puts what happened into `description`, beside the id. */
function opened(entry: unknown): unknown {
  const description = at(entry, "description")
  return isFields(description)
    ? { incident_id: firstText(entry, "id"), ...fieldsOf(entry), ...description }
    : entry
}

const ids = ["IncidentKey", "incident_id", "IncidentHash", "incident_key"]

function isIncident(entry: unknown): boolean {
  const names = [
    ...ids,
    "AlertType",
    "CanaryID",
    "CanaryName",
    "Token",
    "manage_url",
    "logtype",
    "node_id",
    "token_type",
  ]
  return firstText(entry, ...names) !== null
}

/** Numbers from 1000 to 1999 are OpenCanary's notes about itself, save those that a Canary is lost and found. */
function isTest(entry: unknown): boolean {
  const words = [
    firstText(entry, "memo", "Memo"),
    firstText(entry, "Description", "Intro"),
    firstText(entry, "AlertType"),
  ]
  const isPing = words.some((word) =>
    /congrats! the newly saved webhook works|^(?:dummy|test)(?: |$)|consolesettingschanged/i.test(word ?? ""),
  )
  const type = firstText(entry, "logtype") ?? ""
  return isPing || (/^1\d{3}$/.test(type) && !/^100[45]$/.test(type))
}

function eventOf(entry: unknown): CanonicalEvent {
  const id = firstText(entry, ...ids)
  const what =
    firstText(entry, "Description", "summary", "AlertType", "channel", "token_type") ?? touchOf(entry)
  const canary = canaryOf(entry)
  const token = firstText(entry, "memo", "Reminder_memo", "Memo", "token_reminder", "Token")
  const source = firstText(entry, "SourceIP", "src_host", "src_ip", "source_ip") ?? sourceIn(id)
  const isLost = /disconnected|is dead|offline/i.test(what?.slice(0, 500) ?? "")
  const isBack = /reconnected|back online/i.test(what?.slice(0, 500) ?? "")
  const acknowledged = firstText(entry, "acknowledged")
  const isDone = acknowledged?.toLowerCase() === "true"
  const type = firstText(entry, "logtype", "AlertType", "token_type", "channel")
  const isDevice = isLost || isBack
  return canonicalEvent({
    discipline: isDevice ? "noc" : "soc",
    category: isDevice ? "availability" : "security",
    title: [what ?? (type ? `Canary event ${type}` : "Canary incident"), token ?? canary]
      .filter(Boolean)
      .join(": "),
    description: firstText(entry, "Intro") ?? detailsOf(entry),
    status: {
      // A Canary's incident is over when somebody acknowledges it.
      value: isBack || isDone ? "resolved" : "firing",
      word: acknowledged && `acknowledged: ${acknowledged}`,
      partial: [],
    },
    severity: { value: isDevice ? "medium" : "high", word: null, partial: [] },
    time: timeOf(entry),
    externalId: id,
    // The key of the incident, which gathers further touches, reminders and the acknowledgement.
    dedupeKey: isDevice
      ? ["device", canary]
      : id
        ? [id]
        : [type, firstText(entry, "token", "node_id") ?? canary ?? token, source],
    groupKey: [type, canary ?? token],
    asset: canary ?? firstText(entry, "dst_host", "CanaryIP"),
    rule: what,
    url: firstText(entry, "manage_url", "ManageUrl"),
    observables: [
      ...observable("ip", source),
      ...pickObservables(entry, {
        ip: ["dst_host", "CanaryIP", "ip_address", "dst_host_public_ip"],
        domain: ["src_host_reverse", "ReverseDNS", "hostname", "host", "headers.Host", "logdata.HOSTNAME"],
        url: ["url", "logdata.URL"],
        user: ["logdata.USERNAME", "username", "user"],
      }),
    ],
    labels: { ...pickLabels(entry, shown), ...openLabels(at(entry, "logdata")) },
    expects: isDevice ? {} : { source, description: what },
  })
}

/** OpenCanary sends the number of what happened alone. @see https://opencanary.readthedocs.io/en/latest/ */
const touches: Readonly<Record<string, string>> = {
  "1004": "Canary disconnected",
  "2000": "FTP login attempt",
  "3000": "HTTP page load",
  "3001": "HTTP login attempt",
  "4000": "SSH connection",
  "4001": "SSH version sent",
  "4002": "SSH login attempt",
  "5000": "Shared file opened",
  "5001": "Port scan",
  "5002": "Port scan (nmap OS)",
  "5003": "Port scan (nmap NULL)",
  "5004": "Port scan (nmap XMAS)",
  "5005": "Port scan (nmap FIN)",
  "6001": "Telnet login attempt",
  "7001": "HTTP proxy login attempt",
  "8001": "MySQL login attempt",
  "9001": "MSSQL login attempt (SQL)",
  "9002": "MSSQL login attempt (Windows)",
  "10001": "TFTP request",
  "11001": "NTP monlist request",
  "12001": "VNC login attempt",
  "13001": "SNMP command",
  "14001": "RDP login attempt",
  "15001": "SIP request",
  "16001": "Git clone request",
  "17001": "Redis command",
  "18001": "TCP banner connection",
}

function touchOf(entry: unknown): string | null {
  return touches[firstText(entry, "logtype") ?? ""] ?? null
}

/** A token is no machine, which the console says with a name of `N/A`. */
function canaryOf(entry: unknown): string | null {
  const name = firstText(entry, "CanaryName", "name", "canary_name")
  if (name === null) return firstText(entry, "node_id", "CanaryID")
  return /^(?:n\/a|none|null)$/i.test(name) ? null : name
}

/** `incident:rdplogin:{node}:198.51.100.7:1700000000` holds the address that touched it. */
function sourceIn(id: string | null): string | null {
  return /:(\d{1,3}(?:\.\d{1,3}){3}):\d{9,11}$/.exec(id ?? "")?.[1] ?? null
}

const shown = [
  "logtype",
  "ports",
  "src_port",
  "dst_port",
  "dst_host",
  "flock_name",
  "Flock",
  "CanaryPort",
  "CanaryLocation",
  "token_type",
  "useragent",
]

/** Without the passwords that were tried: now and then one is right somewhere else. */
function openLabels(logdata: unknown): Record<string, string> {
  const labels = Object.entries(labelsOf(logdata, "logdata.", 1))
  return Object.fromEntries(labels.filter(([name]) => !/pass|pwd|secret/i.test(name.slice(0, 200))))
}

/** [["User", "x"], ["Password", "y"]]: the name of each alone where it may be a secret. */
function detailsOf(entry: unknown): string | null {
  const pairs = listOf(at(entry, "AdditionalDetails"))
    .slice(0, 50)
    .map((pair) => [text(listOf(pair)[0]), text(listOf(pair)[1])])
  const lines = pairs.flatMap(([name, value]) =>
    name && !/pass|pwd|secret/i.test(name.slice(0, 200)) ? [`${name}: ${value ?? ""}`] : [],
  )
  return lines.join("\n") || null
}

function timeOf(entry: unknown) {
  const names = ["created", "timestamp", "Timestamp", "time", "utc_time", "created_std", "local_time"]
  const field = names.find((name) => firstText(entry, name) !== null) ?? "timestamp"
  return readWrittenTime(field, at(entry, field))
}
