import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, events, ignored } from "../adapter.ts"
import { at, firstText, isFields, labelsOf, listOf, text } from "../fields.ts"
import { observable } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTimestamp } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { UnreadableBody } from "../unreadable-body.ts"

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
    if (body.kind !== "json") throw new UnreadableBody("Suricata's EVE log is JSON")
    const documents = body.values
      .flatMap((value) => (Array.isArray(value) ? value : [value]))
      .map((value) => at(value, "_source") ?? value)
    if (!documents.some((d) => text(at(d, "event_type")) ?? at(d, "alert")))
      throw new UnreadableBody("no event_type, as every EVE event has")
    const alerts = documents.filter(
      (d) =>
        text(at(d, "event_type"))?.toLowerCase() === "alert" ||
        (!text(at(d, "event_type")) && isFields(at(d, "alert"))),
    )
    if (alerts.length > 0) return events(alerts.map(eventOf))
    const types = [...new Set(documents.map((d) => text(at(d, "event_type")) ?? "unknown"))].slice(0, 5)
    return ignored(`telemetry, not alerts: ${types.join(", ")}`)
  },
}

function eventOf(eve: unknown): CanonicalEvent {
  const alert = at(eve, "alert")
  const source = firstText(eve, "src_ip")
  const target = firstText(eve, "dest_ip")
  const signature = text(at(alert, "signature"))
  const gid = text(at(alert, "gid")) ?? "1"
  const sid = text(at(alert, "signature_id"))
  const severity = mapValue(severities, "alert.severity", text(at(alert, "severity")))
  const metadata = at(alert, "metadata")
  return {
    kind: "firing",
    title: signature ?? (sid ? `Suricata signature ${sid}` : "Suricata alert"),
    description: describe(eve, text(at(alert, "category"))),
    severity: severity.value,
    sourceSeverity: text(at(alert, "severity")),
    sourceStatus: text(at(alert, "action")),
    externalId: null,
    dedupeKey: [gid, sid ?? signature, source, target],
    groupKey: [gid, sid ?? signature],
    occurredAt: readTimestamp(at(eve, "timestamp")),
    asset: firstText(eve, "host"),
    category: "security",
    discipline: "soc",
    observables: [
      ...observable("ip", source),
      ...observable("ip", target),
      ...observable("domain", firstText(eve, "http.hostname")),
      ...observable("domain", firstText(eve, "dns.rrname", "dns.query.rrname")),
      ...observable("domain", firstText(eve, "tls.sni")),
      ...observable("hash", firstText(eve, "fileinfo.sha256")),
      ...observable("hash", firstText(eve, "fileinfo.md5")),
      ...observable("mail", firstText(eve, "smtp.mail_from")?.replace(/[<>]/g, "") ?? null),
    ],
    techniques: findTechniques(listOf(at(metadata, "mitre_technique_id")), Object.values(labelsOf(metadata))),
    rule: sid ? `${gid}:${sid}` : null,
    url: null,
    labels: { ...pick(eve), ...labelsOf(alert, "alert.") },
    partial: [...severity.partial, ...(signature ? [] : ["alert.signature"]), ...(source ? [] : ["src_ip"])],
  }
}

function describe(eve: unknown, category: string | null): string {
  const from = [firstText(eve, "src_ip"), firstText(eve, "src_port")].filter(Boolean).join(":")
  const to = [firstText(eve, "dest_ip"), firstText(eve, "dest_port")].filter(Boolean).join(":")
  return [category, `${firstText(eve, "proto") ?? "traffic"} ${from} → ${to}`, firstText(eve, "app_proto")]
    .filter(Boolean)
    .join(" · ")
}

function pick(eve: unknown): Record<string, string> {
  const names = [
    "in_iface",
    "proto",
    "app_proto",
    "src_ip",
    "src_port",
    "dest_ip",
    "dest_port",
    "flow_id",
    "community_id",
  ]
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = firstText(eve, name)
      return value ? [[name, value]] : []
    }),
  )
}
