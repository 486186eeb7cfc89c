import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, labelsOf, pickLabels } from "../fields.ts"
import { pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** Priorities of rules: 1 is the worst. @see https://docs.suricata.io/en/latest/rules/meta.html#priority */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { "1": "high", "2": "medium", "3": "low", "4": "info" },
  otherwise: "medium",
}

/**
 * Suricata's EVE log: one event a document or line. Only `alert` events are alerts; the rest is telemetry.
 *
 * @see https://docs.suricata.io/en/latest/output/eve/eve-json-format.html
 */
export const suricata: Adapter = {
  key: "suricata",
  label: "Suricata",
  discipline: "soc",
  normalise(body) {
    const documents = documentsOf(body, "Suricata's EVE log")
    const alerts = documents.filter((eve) => typeOf(eve) === "alert")
    if (alerts.length > 0) return eventsOf(alerts, eventOf)
    const types = new Set(documents.flatMap((eve) => typeOf(eve) ?? []))
    if (types.size === 0) throw new UnreadableBody("no event_type, as every EVE event has")
    return ignored(`telemetry, not alerts: ${[...types].slice(0, 5).join(", ").slice(0, 200)}`)
  },
}

function typeOf(eve: unknown): string | null {
  const type = firstText(eve, "event_type")?.toLowerCase() ?? null
  return type ?? (isFields(at(eve, "alert")) ? "alert" : null)
}

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
    observables: pickObservables(eve, observed),
    techniques: findTechniques(Object.values(labelsOf(at(alert, "metadata")))),
    labels: { ...pickLabels(eve, shown), ...labelsOf(alert, "alert.") },
    expects: { "alert.signature": signature, src_ip: source, dest_ip: target },
  })
}

const observed = {
  ip: ["src_ip", "dest_ip", "http.xff"],
  domain: ["http.hostname", "dns.rrname", "dns.query.rrname", "tls.sni", "quic.sni"],
  url: ["http.url"],
  hash: ["fileinfo.sha256", "fileinfo.sha1", "fileinfo.md5"],
  mail: ["smtp.mail_from"],
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
