import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, pickLabels } from "../fields.ts"
import { findObservables, pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { mapScore, type ScoreMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** The risk of a detection, 0 to 10. */
const risks: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [9, "critical"],
    [7, "high"],
    [4, "medium"],
    [2, "low"],
    [0, "info"],
  ],
  otherwise: "medium",
}

/** A row of the detections of Sophos XDR and MDR, from the data lake or their API. */
export function isDetection(entry: unknown): boolean {
  return firstText(entry, "ioc_detection_id", "ioc_detection_description", "detectionRule") !== null
}

/** @see https://docs.sophos.com/central/customer/help/en-us/ManageYourProducts/ThreatAnalysisCenter/Detections/ */
export function detectionEvent(entry: unknown): CanonicalEvent {
  const rule = firstText(entry, "ioc_detection_id", "detectionRule")
  const description = firstText(entry, "ioc_detection_description", "detectionDescription", "description")
  const asset = firstText(entry, "meta_hostname", "device.entity", "hostname")
  const risk = firstText(entry, "ioc_severity", "ioc_detection_weight", "severity")
  const time = ["ioc_unix_time", "calendar_time", "unix_time", "time", "ioc_created_at"].find(
    (field) => firstText(entry, field) !== null,
  )
  const kind = firstText(entry, "ioc_detection_type", "type")
  return canonicalEvent({
    discipline: "soc",
    category: /^vulnerability$/i.test(kind ?? "") ? "vulnerability" : "security",
    title: description ?? rule ?? "Sophos detection",
    description: firstText(entry, "description", "cmdline"),
    severity: mapScore(risks, "ioc_severity", risk),
    time: readWrittenTime(time ?? "ioc_unix_time", time ? at(entry, time) : null),
    externalId: firstText(entry, "detection_identifier", "id"),
    // The identifier is that of one row; the same thing found again has the same `dedup`.
    dedupeKey: [
      rule,
      asset ?? firstText(entry, "endpoint_id"),
      firstText(entry, "detection_id_dedup") ?? "-",
    ],
    groupKey: [rule],
    asset,
    rule,
    observables: [
      ...pickObservables(entry, {
        ip: ["meta_ip_address", "remote_address", "meta_public_ip", "ioc_event_remote_ip"],
        hash: ["sha256", "sha1", "ioc_event_sha256", "process_sha256"],
        user: ["username", "meta_username", "subject_username", "target_username", "ioc_event_username"],
      }),
      ...findObservables(firstText(entry, "cmdline")),
    ],
    techniques: findTechniques(
      firstText(entry, "ioc_detection_mitre_attack"),
      firstText(entry, "ioc_event_ttp_summary"),
      JSON.stringify(at(entry, "mitreAttacks") ?? null),
      rule,
    ),
    labels: pickLabels(entry, [
      "ioc_detection_attack",
      "ioc_detection_category",
      "ioc_attack_type",
      "query_name",
      "path",
      "name",
      "endpoint_id",
    ]),
    expects: { ioc_detection_id: rule, meta_hostname: asset },
  })
}
