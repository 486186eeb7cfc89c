import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, observable, pickObservables, scanObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readWrittenTime } from "../written-time.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    sev_050_critical: "critical",
    high: "high",
    sev_040_high: "high",
    medium: "medium",
    med: "medium",
    sev_030_medium: "medium",
    low: "low",
    sev_020_low: "low",
    info: "info",
    informational: "info",
    sev_010_info: "info",
    unknown: "medium",
  },
  otherwise: "medium",
}

/** States of alerts (`STATUS_…`) and of incidents. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    new: "firing",
    under_investigation: "firing",
    status_010_new: "firing",
    status_020_under_investigation: "firing",
    status_025_resolved: "resolved",
    resolved: "resolved",
    resolved_known_issue: "resolved",
    resolved_duplicate: "resolved",
    resolved_duplicate_incident: "resolved",
    resolved_false_positive: "resolved",
    resolved_true_positive: "resolved",
    resolved_security_testing: "resolved",
    resolved_auto: "resolved",
    resolved_auto_resolve: "resolved",
    resolved_other: "resolved",
    resolved_threat_handled: "resolved",
    resolved_dismissed: "resolved",
    status_040_resolved_known_issue: "resolved",
    status_050_resolved_duplicate: "resolved",
    status_060_resolved_false_positive: "resolved",
    status_070_resolved_other: "resolved",
    status_080_resolved_auto: "resolved",
    status_090_resolved_true_positive: "resolved",
    status_100_resolved_security_testing: "resolved",
    status_110_resolved_true_positive: "resolved",
  },
  otherwise: "firing",
}

export function isCortex(entry: unknown): boolean {
  const hasId = firstText(entry, "alert_id", "internal_id", "incident_id", "case_id", "external_id") !== null
  return hasId && firstText(entry, "severity", "name", "alert_name", "description") !== null
}

/** What an agent saw, as its events are streamed: a process, a file, a connection. An alert lists them in `events`. */
export function isTelemetry(entry: unknown): boolean {
  return firstText(entry, "event_type") !== null && firstText(entry, "event_timestamp", "agent_id") !== null
}

/** An alert or an incident of Cortex XDR and XSIAM. */
export function cortexEvent(entry: unknown): CanonicalEvent {
  const alertId = firstText(entry, "alert_id", "internal_id")
  const incidentId = alertId ? null : firstText(entry, "incident_id", "case_id")
  const name = firstText(entry, "name", "alert_name", "incident_name")
  const description = firstText(entry, "description", "alert_description")
  const status = firstText(entry, "resolution_status", "status")
  const asset =
    firstText(entry, "host_name", "agent_hostname", "agent_fqdn", "endpoint_name") ?? hostOf(entry)
  const id = alertId ?? incidentId ?? firstText(entry, "external_id")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title:
      name ?? description?.split("\n")[0] ?? `Cortex XDR ${incidentId ? "incident" : "alert"} ${id ?? ""}`,
    description,
    status: mapValue(states, "resolution_status", status),
    severity: mapValue(severities, "severity", firstText(entry, "severity", "severity_name")),
    time: timeOf(entry),
    externalId: id,
    // The number of the alert stays when it is investigated and resolved.
    dedupeKey: id ? [incidentId ? "incident" : "alert", id] : [null, name, asset],
    groupKey: [name ?? firstText(entry, "matching_service_rule_id")],
    asset,
    rule: name,
    url: firstText(entry, "xdr_url", "alert_link", "incident_link"),
    observables: observablesOf(entry, description),
    techniques: findTechniques(
      listOf(at(entry, "mitre_technique_id_and_name")),
      listOf(at(entry, "mitre_techniques_ids_and_names")),
      text(at(entry, "mitre_technique_id_and_name")),
    ),
    labels: labelsOf(entry, "", 1),
    expects: { severity: firstText(entry, "severity", "severity_name"), resolution_status: status, id },
  })
}

function timeOf(entry: unknown) {
  const field = ["detection_timestamp", "event_timestamp", "source_insert_ts", "creation_time"].find(
    (name) => firstText(entry, name) !== null || listOf(at(entry, name)).length > 0,
  )
  const given = field ? at(entry, field) : undefined
  return readWrittenTime(field ?? "detection_timestamp", Array.isArray(given) ? given[0] : given)
}

/** Incidents list `host:endpoint id`. */
function hostOf(entry: unknown): string | null {
  const host = text(listOf(at(entry, "hosts"))[0]) ?? text(listOf(at(entry, "host_name"))[0])
  return host?.split(":")[0] ?? null
}

function observablesOf(entry: unknown, description: string | null) {
  const addresses = ["host_ip", "host_ip_list", "agent_ip_addresses_v6"].flatMap((name) => {
    const given = at(entry, name)
    return Array.isArray(given) ? given.map(text) : (text(given)?.split(",") ?? [])
  })
  const users = ["users", "user_name", "actor_effective_username"].flatMap((name) => {
    const given = at(entry, name)
    return Array.isArray(given) ? given.map(text) : [text(given)]
  })
  const events = at(entry, "events") ?? at(entry, "event")
  const named = listOf(events)
    .slice(0, 50)
    .flatMap((event) =>
      pickObservables(event, {
        user: ["user_name", "actor_effective_username"],
        domain: ["action_external_hostname", "dns_query_name"],
      }),
    )
  return [
    ...addresses.flatMap((address) => observable("ip", address)),
    ...users.flatMap((user) => [...observable("mail", user), ...observable("user", user)]),
    ...named,
    ...scanObservables(events),
    ...scanObservables(at(entry, "malicious_urls")),
    ...["action_file_sha256", "actor_process_image_sha256", "action_remote_ip"].flatMap((name) =>
      findObservables(text(at(entry, name))),
    ),
    ...findObservables(description),
  ]
}
