import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored, type Observable } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, shipped } from "../documents.ts"
import { at, firstText, isFields, labelsOf, pickLabels } from "../fields.ts"
import { findObservables, observable, pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readSnortText } from "./snort-text.ts"

/** Priorities of rules: 1 is the worst. @see https://docs.suricata.io/en/latest/rules/meta.html#priority */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { "1": "high", "2": "medium", "3": "low", "4": "info" },
  otherwise: "medium",
}

/**
 * Suricata's EVE log, one event a document or line, and its fast.log. Only `alert` events are alerts; the rest is telemetry.
 *
 * @see https://docs.suricata.io/en/latest/output/eve/eve-json-format.html
 */
export const suricata: Adapter = {
  key: "suricata",
  label: "Suricata",
  discipline: "soc",
  normalise(body) {
    const documents = read(body)
    const alerts = documents.filter((eve) => typeOf(eve) === "alert")
    if (alerts.length > 0) return eventsOf(alerts, eventOf)
    const types = new Set(documents.flatMap((eve) => typeOf(eve) ?? []))
    if (types.size === 0 && documents.every(isOfBeats)) return ignored("a record of another module of Beats")
    if (types.size === 0) throw new UnreadableBody("no event_type, as every EVE event has")
    return ignored(`telemetry, not alerts: ${[...types].slice(0, 5).join(", ").slice(0, 200)}`)
  },
}

/** JSON, also behind a header of syslog or as a collector carries it; and the lines of fast.log, which are Snort's. */
function read(body: Body): readonly unknown[] {
  if (body.kind !== "text") return documentsOf(body, "Suricata's EVE log").map(shipped).map(ofElastic)
  const lines = body.text.split("\n").flatMap((line) => {
    const eve = shipped({ message: line.slice(Math.max(line.indexOf('{"'), 0)) })
    return typeOf(eve) === null ? [] : [eve]
  })
  const found = lines.length > 0 ? lines : readSnortText(body.text).map(ofFast)
  if (found.length === 0) throw new UnreadableBody("neither JSON of Suricata's EVE log nor lines of fast.log")
  return found
}

/** `05/01/2026-10:00:00.000000  [**] [1:2030000:2] …`: the sensor's clock, read as UTC. */
function ofFast(alert: Readonly<Record<string, string>>): unknown {
  const [gid, sid] = (alert["rule"] ?? "").split(":")
  const [, month, day, year, clock] = /^(\d\d)\/(\d\d)\/(\d{4})-(\S+)/.exec(alert["timestamp"] ?? "") ?? []
  return {
    event_type: "alert",
    timestamp: year ? `${year}-${month}-${day}T${clock}Z` : null,
    src_ip: alert["src_addr"],
    dest_ip: alert["dst_addr"],
    proto: alert["proto"],
    alert: {
      gid,
      signature_id: sid,
      signature: alert["msg"],
      severity: alert["priority"],
      category: alert["class"],
    },
  }
}

/** Filebeat's module puts the event into `suricata.eve`, and time and ends beside it. */
function ofElastic(record: unknown): unknown {
  const eve = at(record, "suricata", "eve")
  if (!isFields(eve)) return record
  return {
    timestamp: at(record, "@timestamp"),
    src_ip: firstText(record, "source.ip", "source.address"),
    src_port: firstText(record, "source.port"),
    dest_ip: firstText(record, "destination.ip", "destination.address"),
    dest_port: firstText(record, "destination.port"),
    proto: firstText(record, "network.transport"),
    host: firstText(record, "observer.hostname"),
    ...eve,
  }
}

function typeOf(eve: unknown): string | null {
  const type = firstText(eve, "event_type")?.toLowerCase() ?? null
  return type ?? (isFields(at(eve, "alert")) ? "alert" : null)
}

/** What else runs on a probe is shipped by the same agent: measurements, its own log. */
const isOfBeats = (record: unknown) => /beat$/i.test(firstText(record, "agent.type", "beat.type") ?? "")

function eventOf(eve: unknown): CanonicalEvent {
  const alert = at(eve, "alert")
  const [source, target] = [firstText(eve, "src_ip"), firstText(eve, "dest_ip")]
  const signature = firstText(alert, "signature")
  const sid = firstText(alert, "signature_id")
  const rule = [firstText(alert, "gid") ?? "1", sid ?? signature]
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: signature ?? (sid ? `Suricata signature ${sid}` : "Suricata alert"),
    description: describe(eve, firstText(alert, "category")),
    status: { value: "firing", word: firstText(alert, "action"), partial: [] },
    severity: mapValue(severities, "alert.severity", firstText(alert, "severity")),
    time: readTime("timestamp", at(eve, "timestamp")),
    dedupeKey: [...rule, source, target],
    groupKey: rule,
    asset: firstText(eve, "host"),
    rule: sid && rule.join(":"),
    observables: [...pickObservables(eve, observed), ...cvesOf(alert)],
    techniques: findTechniques(Object.values(labelsOf(at(alert, "metadata")))),
    labels: { ...pickLabels(eve, shown), ...labelsOf(alert, "alert.") },
    expects: { "alert.signature": signature, src_ip: source, dest_ip: target },
  })
}

/** The weakness that a rule is about: in its metadata as `2026_1234` or `CVE-2026-1234`, or in its name. */
function cvesOf(alert: unknown): Observable[] {
  const given =
    firstText(labelsOf(at(alert, "metadata")), "cve")
      ?.slice(0, 1000)
      .split(",") ?? []
  return [
    ...given.flatMap((id) => observable("cve", `CVE-${id.replace(/^CVE[-_]/i, "").replaceAll("_", "-")}`)),
    ...findObservables(firstText(alert, "signature")).filter(({ type }) => type === "cve"),
  ]
}

const observed = {
  ip: ["src_ip", "dest_ip", "http.xff"],
  domain: ["http.hostname", "dns.rrname", "dns.query.rrname", "tls.sni", "quic.sni"],
  url: ["http.url"],
  hash: [
    "fileinfo.sha256",
    "fileinfo.sha1",
    "fileinfo.md5",
    "files.sha256",
    "files.sha1",
    "files.md5",
    "tls.ja3.hash",
    "tls.ja3s.hash",
  ],
  mail: ["smtp.mail_from", "email.from"],
} as const

const shown = [
  "in_iface",
  "proto",
  "app_proto",
  "src_ip",
  "src_port",
  "dest_ip",
  "dest_port",
  "direction",
  "flow_id",
  "community_id",
  "http.http_method",
  "http.hostname",
  "http.url",
  "http.http_user_agent",
  "tls.sni",
  "dns.rrname",
]

function describe(eve: unknown, category: string | null): string {
  const from = [firstText(eve, "src_ip"), firstText(eve, "src_port")].filter(Boolean).join(":")
  const to = [firstText(eve, "dest_ip"), firstText(eve, "dest_port")].filter(Boolean).join(":")
  return [category, `${firstText(eve, "proto") ?? "traffic"} ${from} → ${to}`, firstText(eve, "app_proto")]
    .filter(Boolean)
    .join(" · ")
}
