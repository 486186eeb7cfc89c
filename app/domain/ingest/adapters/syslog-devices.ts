import { firstText } from "../fields.ts"
import { parseKeyValues } from "../key-values.ts"
import type { SyslogLine } from "../syslog-line.ts"
import type { TimeRead } from "../timestamp.ts"
import { readWrittenTime } from "../written-time.ts"
import { type DeviceLog, ise, joined, meraki } from "./syslog-events.ts"
import type { Mnemonic } from "./syslog-words.ts"

/** The log of a firewall that writes fields; null for a line of any other kind. */
export function deviceLogOf(line: SyslogLine, cisco: Mnemonic | null, text: string): DeviceLog | null {
  if (cisco !== null) return firepower(cisco)
  return checkPoint(line) ?? junos(line) ?? keyed(line.message) ?? meraki(text) ?? ise(text)
}

/** The lines of one table name their fields alike. */
const firepowerKinds: Readonly<Record<string, DeviceLog["about"]>> = {
  "430001": "finding",
  "430002": "traffic",
  "430003": "traffic",
  "430004": "event",
  "430005": "finding",
}

/**
 * Security events of Cisco Firepower. All come at one level of syslog; intrusions carry the priority of their rule.
 *
 * @see https://www.cisco.com/c/en/us/td/docs/security/firepower/Syslogs/fptd_syslog_guide/security-event-syslog-messages.html
 */
function firepower(cisco: Mnemonic): DeviceLog | null {
  const about = firepowerKinds[cisco.mnemonic]
  if (about === undefined) return null
  const fields = Object.fromEntries(
    [
      ...cisco.text.matchAll(
        /(?:^|, )([A-Z][A-Za-z0-9_ ]{1,40}): (.{0,2000}?)(?=, [A-Z][A-Za-z0-9_ ]{1,40}: |$)/g,
      ),
    ]
      .slice(0, 100)
      .map(([, name = "", value = ""]) => [name, value.replace(/^"(.*)"$/, "$1")] as const)
      // Where nobody signed in, the field of the account says so.
      .filter(([name, value]) => name !== "User" || !/^(?:no authentication|unknown|special)/i.test(value)),
  )
  const priority = { "1": "high", "2": "medium", "3": "low" }[firstText(fields, "Priority") ?? ""]
  const threat = firstText(fields, "Message", "ThreatName", "FileName")
  return {
    fields,
    level: priority ?? firstText(fields, "EventPriority"),
    about,
    title: joined(threat, firstText(fields, "Classification", "FileAction")),
    rule: ["FTD", cisco.mnemonic, firstText(fields, "SID", "ThreatName")].filter(Boolean).join("-"),
    host: null,
    time: readWrittenTime("FirstPacketSecond", fields["FirstPacketSecond"]),
    source: firstText(fields, "SrcIP"),
  }
}

const blades =
  /^(?:smart ?defense|ips|anti-?(?:virus|bot|malware|spam.*)|new anti.*|threat emulation|threat extraction|forensics|ddos.*|zero phishing)/i

/**
 * Check Point's log exporter, `[action:"Drop"; product:"…"; …]`, and the older `[Fields@… Action="accept" …]`. Severities are
 * figures from 0 (informational) to 4 (critical).
 *
 * @see https://support.checkpoint.com/results/sk/sk122323
 */
function checkPoint(line: SyslogLine): DeviceLog | null {
  const isOld = Object.keys(line.structured).some((key) => key.startsWith("Fields@"))
  if (!/^(?:check ?point|cp-gw)/i.test(line.app ?? "") && !isOld) return null
  const fields = {
    ...Object.fromEntries(
      Object.entries(line.structured).map(([key, value]) => [key.split(".").at(-1), value]),
    ),
    ...pairsOf(line.message),
  }
  const product = firstText(fields, "product") ?? "Check Point"
  const threat = firstText(fields, "protection_name", "Protection Name", "Name", "malware_family")
  const severity = firstText(fields, "severity")
  const isFinding = threat !== null || blades.test(product)
  return {
    fields,
    level: ["info", "low", "medium", "high", "critical"][Number(severity ?? "x")] ?? severity,
    about: isFinding
      ? "finding"
      : /^(?:vpn-1|firewall|url filtering|application control)/i.test(product)
        ? "traffic"
        : "event",
    title:
      joined(threat, firstText(fields, "attack_info", "Attack Info", "attack", "description")) ??
      joined(product, firstText(fields, "action")),
    rule: joined(product, threat) ?? product,
    host: firstText(fields, "origin_sic_name", "originsicname")?.replace(/^cn=/i, "").split(",")[0] ?? null,
    time: null,
    source: firstText(fields, "src"),
  }
}

/** `key:"value"; key:"value"`, or `key="value" key=value`. */
function pairsOf(message: string): Record<string, string> {
  if (!/^\[?[\w ]{1,60}:"/.test(message)) return parseKeyValues(message.slice(0, 20_000))
  const pairs = [...message.slice(0, 20_000).matchAll(/([A-Za-z_][\w ]{0,60}):"((?:[^"\\]|\\.){0,2000})"/g)]
  return Object.fromEntries(pairs.slice(0, 200).map(([, name = "", value = ""]) => [name.trim(), value]))
}

/**
 * Structured data of Junos. Sessions are traffic; screens, intrusions and malware are found by the device.
 *
 * @see https://www.juniper.net/documentation/us/en/software/junos/network-mgmt/topics/topic-map/system-logging-for-a-security-device.html
 */
function junos(line: SyslogLine): DeviceLog | null {
  const entries = Object.entries(line.structured).filter(([key]) => key.startsWith("junos@"))
  // What a relay has left of a line begins with the event.
  const bare = /^(RT_\w{1,60}|IDP_\w{1,60}|AAMW_\w{1,60}|SECINTEL_\w{1,60}) \[(?=\S{1,60}="|junos@)/.exec(
    line.message,
  )
  if (entries.length === 0 && bare === null && !/^RT_FLOW_SESSION/.test(line.app ?? "")) return null
  const fields = bare
    ? parseKeyValues(line.message.slice(bare[0].length, 20_000).replace(/^junos@\S{1,40} /, ""))
    : Object.fromEntries(entries.map(([key, value]) => [key.split(".").at(-1), value]))
  const event = bare?.[1] ?? line.messageId ?? line.app ?? "Junos"
  const attack = firstText(
    fields,
    "attack-name",
    "threat-name",
    "malware-info",
    "name",
    "category",
    "ddos-application-name",
  )
  return {
    fields,
    level: junosLevel(firstText(fields, "threat-severity", "verdict-severity")),
    about: /^(?:RT_FLOW|APPTRACK|WEBFILTER_URL_PERMITTED)/.test(event)
      ? "traffic"
      : /^(?:RT_SCREEN|IDP_(?:APPDDOS_APP_)?ATTACK|AV_|AAMW_|SECINTEL|WEBFILTER_URL_BLOCKED|ANTISPAM)/.test(
            event,
          )
        ? "finding"
        : "event",
    title: joined(event, attack, bare === null ? line.message || null : null),
    rule: joined(event, attack) ?? event,
    host: null,
    time: null,
    source: firstText(fields, "source-address", "destination-address", "interface-name", "peer-address"),
  }
}

/** A word, or what security intelligence rates from 1 to 10; 0 is no rating. */
function junosLevel(given: string | null): string | null {
  const score = Number(given ?? "x")
  if (Number.isNaN(score)) return given?.toLowerCase() ?? null
  return score === 0 ? null : score > 8 ? "critical" : score > 6 ? "high" : score > 3 ? "medium" : "low"
}

/** Fortinet's types; Stormshield and SonicWall name the log instead. */
const trafficTypes = /^(?:traffic|connection|filter|plugin|web|count|filterstat|monitor)$/i

/**
 * `date=… devname=… logid=…` of Fortinet, with blanks or commas between, and `id=firewall …` of SonicWall and Stormshield.
 *
 * @see https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference
 */
function keyed(message: string): DeviceLog | null {
  if (
    !/^(?:date|time|timestamp|device_name|devname|logver|eventtime|itime|id|type|tz|log_id|cat)=/.test(
      message,
    )
  )
    return null
  const said = message.slice(0, 20_000)
  const pairs = parseKeyValues(/^\w+=[^\s,]+,\w+=/.test(said) ? withBlanks(said) : said)
  // SonicWall puts port and interface behind an address.
  const fields = Object.fromEntries(
    Object.entries(pairs).map(([key, value]) => [key, value.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):.*$/, "$1")]),
  )
  const field = (...names: readonly string[]) => firstText(fields, ...names)
  const [type, subtype] = [field("type", "logtype"), field("subtype")]
  const attack = field("attack", "virus", "attackname")
  const text = field("msg", "logdesc")
  // What a filter let through, and the figures of a machine that is well.
  const isRoutine =
    trafficTypes.test(type ?? "") ||
    (type === "utm" &&
      /^(?:pass\w{0,10}|allow\w{0,5}|accept|permit|monitored)$/i.test(field("action") ?? "")) ||
    /^system performance statistics$/i.test(field("logdesc") ?? "")
  const isFinding = attack !== null || /^(?:ips|virus|anomaly|alarm|dlp)$/i.test(subtype ?? type ?? "")
  return {
    fields,
    level: (isFinding ? field("severity") : null) ?? field("level", "pri", "priority", "severity"),
    about: isFinding ? "finding" : isRoutine ? "traffic" : "event",
    title:
      joined(attack !== null && text?.includes(attack) ? null : attack, field("logdesc"), field("msg")) ??
      joined(type, [subtype, field("action")].filter(Boolean).join(" ")),
    rule: joined(field("logid", "log_id", "m", "alarmid"), attack) ?? joined(type, subtype) ?? "syslog",
    host: field("devname", "device_name", "fw", "devid", "device_id", "sn"),
    time: keyedTime(fields),
    source: field("srcip", "src", "remip", "src_ip"),
  }
}

/** Commas that separate pairs as blanks; those in quotes stay. */
function withBlanks(message: string): string {
  return message.replace(
    /("[^"]{0,5000}")|,(?=\w{1,40}=)/g,
    (whole, inner: string | undefined) => inner ?? whole.replace(",", " "),
  )
}

/** The epoch is exact; date and time are the device's, in the zone beside them. */
function keyedTime(fields: Readonly<Record<string, string>>): TimeRead | null {
  const epoch = firstText(fields, "eventtime", "itime")
  if (epoch !== null) return readWrittenTime("eventtime", epoch)
  const given = [fields["date"], fields["time"], fields["tz"] ?? fields["timezone"]].filter(Boolean).join(" ")
  const read = readWrittenTime("time", given.replace(/"/g, ""))
  return read.value === null ? null : read
}
