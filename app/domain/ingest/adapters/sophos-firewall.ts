import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { firstText, pickLabels } from "../fields.ts"
import { pickObservables } from "../observables.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** The words of syslog; `severity` since version 18.5, `priority` before. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    emergency: "critical",
    alert: "critical",
    critical: "critical",
    error: "high",
    warning: "medium",
    notice: "low",
    notification: "low",
    information: "info",
    informational: "info",
    debug: "info",
  },
  otherwise: "medium",
}

/** Logs of what the firewall found. Firewall rules, web filter and mail are traffic. */
const found =
  /^(?:idp|ips|atp|anti-?virus|sandbox|sandstorm|waf|active threat|web server protection|threat feeds)/i
const passed = /^(?:allow(?:ed)?|clean|accept|pass(?:ed)?)$/i
const broken = /^(?:emergency|alert|critical|error)$/i

export function isFirewallLog(entry: unknown): boolean {
  return (
    firstText(entry, "log_type") !== null && firstText(entry, "log_id", "log_component", "device_id") !== null
  )
}

export function isFirewallAlert(entry: unknown): boolean {
  const type = firstText(entry, "log_type") ?? ""
  if (found.test(type)) return !passed.test(firstText(entry, "log_subtype", "status") ?? "")
  return /^(?:event|system health)/i.test(type) && broken.test(firstText(entry, "severity", "priority") ?? "")
}

export function firewallEvent(entry: unknown): CanonicalEvent {
  const type = firstText(entry, "log_type")
  const isOwn = /^(?:event|system)/i.test(type ?? "")
  const signature = firstText(entry, "signature_msg", "threatname", "virus", "malware", "threat")
  const name = signature ?? firstText(entry, "message", "reason")
  const rule = [
    type,
    firstText(entry, "log_component"),
    firstText(entry, "signature_id") ?? signature ?? firstText(entry, "log_id"),
  ]
  const severity = firstText(entry, "severity", "priority")
  const [source, target] = [firstText(entry, "src_ip"), firstText(entry, "dst_ip", "domain", "url")]
  return canonicalEvent({
    discipline: isOwn ? "noc" : "soc",
    category: isOwn ? "availability" : "security",
    title: name ?? [type, firstText(entry, "log_subtype")].filter(Boolean).join(" "),
    description: [
      source && `${source} → ${target ?? "?"}`,
      firstText(entry, "classification", "category"),
      firstText(entry, "message"),
    ]
      .filter(Boolean)
      .join(" · "),
    status: { value: "firing", word: firstText(entry, "log_subtype", "status"), partial: [] },
    severity: mapValue(severities, "severity", severity),
    time: timeOf(entry),
    dedupeKey: isOwn ? [...rule, firstText(entry, "device_id", "device_name")] : [...rule, source, target],
    groupKey: rule,
    asset: firstText(entry, "device_name", "device_id"),
    rule: signature,
    observables: pickObservables(entry, {
      ip: ["src_ip", "dst_ip"],
      domain: ["domain"],
      url: ["url"],
      user: ["user_name", "user"],
      hash: ["sha256sum", "sha1sum", "hash"],
    }),
    labels: pickLabels(entry, [
      "log_id",
      "log_component",
      "log_subtype",
      "classification",
      "category",
      "protocol",
      "src_port",
      "dst_port",
      "fw_rule_id",
      "ips_policy_name",
      "user_name",
    ]),
    expects: { severity, log_type: type, ...(isOwn ? {} : { src_ip: source }) },
  })
}

/** Newer versions write one time with its offset; older ones date and time in the zone beside them. */
function timeOf(entry: unknown) {
  const exact = firstText(entry, "timestamp")
  if (exact !== null) return readWrittenTime("timestamp", exact)
  const parts = ["date", "time", "timezone"].map((name) => firstText(entry, name))
  return readWrittenTime("date", parts[0] ? parts.filter(Boolean).join(" ") : null)
}
