import type { CanonicalEvent } from "../adapter.ts"
import type { ValueMap } from "../value-map.ts"

/** The first name of each is ours, the others are what tools call it too; any case and separators will do. */
export const names = {
  title: ["title", "message", "summary", "name", "subject", "alert_name", "alert_title", "event", "headline"],
  description: ["description", "details", "body", "text", "msg", "message", "summary"],
  severity: ["severity", "level", "priority", "criticality", "urgency"],
  status: ["status", "state", "event_type", "action", "condition", "alert_status"],
  key: [
    "key",
    "dedupe_key",
    "dedup_key",
    "external_id",
    "alert_id",
    "incident_id",
    "incident_key",
    "alias",
    "fingerprint",
    "id",
    "event_id",
    "uuid",
  ],
  asset: [
    "asset",
    "host",
    "hostname",
    "host_name",
    "host.name",
    "resource",
    "instance",
    "device",
    "node",
    "server",
    "computer",
    "entity",
    "service",
  ],
  time: ["time", "timestamp", "occurred_at", "date", "datetime", "created_at", "starts_at", "event_time"],
  url: ["url", "link", "source_url", "href", "permalink"],
  rule: ["rule", "rule.name", "rule.id", "rule_name", "rule_id", "check", "alert_type"],
} as const

export const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 2,
  values: Object.fromEntries([
    ...said(
      "firing",
      "firing problem open opened triggered trigger alert alerting down active new error failed critical warning",
    ),
    ...said(
      "resolved",
      "resolved resolve ok okay closed close clear cleared recovered recovery up normal healthy inactive",
    ),
    ...said("info", "info heartbeat acknowledged acknowledge ack test ping"),
  ]),
  otherwise: "firing",
}

function said(kind: CanonicalEvent["kind"], words: string): [string, CanonicalEvent["kind"]][] {
  return words.split(" ").map((word) => [word, kind])
}
