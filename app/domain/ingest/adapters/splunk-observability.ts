import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, labelsOf, pickLabels } from "../fields.ts"
import { findObservables } from "../observables.ts"
import { readTime } from "../timestamp.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** Critical, Major, Minor, Warning, Info: minor is the worse of the two in the middle. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: { critical: "critical", major: "high", minor: "medium", warning: "medium", info: "info" },
  otherwise: "medium",
}

const statuses: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    anomalous: "firing",
    "too high": "firing",
    "too low": "firing",
    ok: "resolved",
    stopped: "resolved",
    "manually resolved": "resolved",
    "auto resolved": "resolved",
  },
  otherwise: "firing",
}

/** A detector of Splunk Observability Cloud (SignalFx). */
export function isDetector(document: unknown): boolean {
  return firstText(document, "detector", "detectorId", "detectorUrl") !== null
}

/** @see https://docs.splunk.com/observability/en/admin/notif-services/webhook.html */
export function splunkDetector(document: unknown): CanonicalEvent {
  const [detector, rule] = [firstText(document, "detector"), firstText(document, "rule")]
  const id = firstText(document, "incidentId")
  const title = firstText(document, "messageTitle", "eventType") ?? rule ?? detector
  const description = firstText(document, "description", "messageBody")
  const dimensions = labelsOf(at(document, "dimensions"))
  const status = mapValue(statuses, "status", firstText(document, "status", "statusExtended"))
  return canonicalEvent({
    discipline: "noc",
    category: "performance",
    title: title ?? "Splunk detector",
    description,
    status,
    severity: mapValue(severities, "severity", firstText(document, "severity", "originatingSeverity")),
    time: readTime("timestamp", at(document, "timestamp")),
    externalId: id,
    // An incident keeps its id until the signal is normal again.
    dedupeKey: id ? [id] : [detector, rule, JSON.stringify(dimensions)],
    groupKey: [firstText(document, "detectorId") ?? detector, rule],
    asset: firstText(
      dimensions,
      "host",
      "host.name",
      "sf_service",
      "service.name",
      "k8s.node.name",
      "AWSUniqueId",
    ),
    rule: rule ?? detector,
    url: firstText(document, "detectorUrl", "runbookUrl"),
    observables: [...findObservables(title), ...findObservables(description)],
    labels: { ...pickLabels(document, ["detector", "rule", "tip", "orgId", "eventType"]), ...dimensions },
    expects: { incidentId: id, status: status.word },
  })
}
