import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, listOf, pickLabels } from "../fields.ts"
import { findObservables, pickObservables, scanObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { ruleSeverities } from "./sentinelone-rule-alert.ts"
import { sentinelConfidence, sentinelStates } from "./sentinelone-threat.ts"

/** `severity_id` of the OCSF finding within. */
const ocsfSeverities: ValueMap<Severity> = {
  version: 1,
  values: { "1": "info", "2": "low", "3": "medium", "4": "high", "5": "critical", "6": "critical" },
  otherwise: "medium",
}

/** Alerts of Unified Alert Management: of the agent, of identity, of the cloud and of other vendors. */
export function isUnifiedAlert(entry: unknown): boolean {
  const isDetected = firstText(entry, "detectedAt", "createdAt", "firstSeenAt") !== null
  return isDetected && firstText(entry, "name") !== null && isFields(at(entry, "detectionSource"))
}

/** @see https://www.sentinelone.com/platform/singularity-operations-center/ */
export function unifiedAlertEvent(alert: unknown): CanonicalEvent {
  const id = firstText(alert, "id", "externalId")
  const name = firstText(alert, "name")
  const raw = at(alert, "rawData")
  const asset = assetOf(alert)
  const description = firstText(alert, "description")
  const time = ["detectedAt", "firstSeenAt", "createdAt"].find((field) => firstText(alert, field) !== null)
  const status = mapValue(sentinelStates, "status", firstText(alert, "status"))
  const command = firstText(alert, "process.cmdLine")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: name ?? "SentinelOne alert",
    description: [description, command].filter(Boolean).join("\n"),
    status,
    severity: severityOf(alert),
    time: readWrittenTime(time ?? "detectedAt", time ? at(alert, time) : null),
    externalId: id,
    // The alert keeps its id while it is worked on and when it is resolved.
    dedupeKey: id ? [id] : [null, name, asset],
    groupKey: [name],
    asset,
    rule: name,
    observables: [
      ...pickObservables(alert, {
        hash: ["process.file.sha256", "process.file.sha1", "process.file.md5"],
        user: ["process.username"],
      }),
      ...listOf(at(raw, "evidences")).slice(0, 50).flatMap(evidence),
      ...scanObservables(at(alert, "observables")),
      ...findObservables(command),
    ],
    techniques: findTechniques(
      [...listOf(at(raw, "finding_info", "attacks")), ...listOf(at(alert, "attacks"))]
        .slice(0, 50)
        .map((attack) => firstText(attack, "technique.uid", "technique.name")),
    ),
    labels: pickLabels(alert, {
      product: "detectionSource.product",
      classification: "classification",
      verdict: "analystVerdict",
      confidence: "confidenceLevel",
      category: "analytics.category",
      path: "process.file.path",
      command: "process.cmdLine",
      storyline: "storylineId",
    }),
    expects: { id, name, status: status.word },
  })
}

/** `Unknown` stands where the machine is only named within. */
function assetOf(alert: unknown): string | null {
  const named = [
    firstText(alert, "asset.name"),
    firstText(listOf(at(alert, "assets"))[0], "name"),
    firstText(listOf(at(alert, "rawData", "resources"))[0], "name"),
    firstText(listOf(at(alert, "rawData", "evidences"))[0], "dst_endpoint.hostname", "device.hostname"),
  ]
  return named.find((name) => name !== null && !/^unknown$/i.test(name)) ?? null
}

const evidence = (item: unknown) =>
  pickObservables(item, {
    ip: ["src_endpoint.ip", "dst_endpoint.ip"],
    user: ["actor.user.name", "user.name"],
    domain: ["query.hostname", "src_endpoint.hostname", "dst_endpoint.hostname"],
    hash: ["process.file.hashes.value"],
  })

function severityOf(alert: unknown): Mapped<Severity> {
  const word = firstText(alert, "severity")
  if (word !== null) return mapValue(ruleSeverities, "severity", word)
  const figure = firstText(alert, "rawData.severity_id")
  if (figure !== null) return mapValue(ocsfSeverities, "rawData.severity_id", figure)
  return mapValue(sentinelConfidence, "confidenceLevel", firstText(alert, "confidenceLevel"))
}
