import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, listOf, pickLabels } from "../fields.ts"
import { observable, pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** SentinelOne rates how sure it is, not how bad it is. */
export const sentinelConfidence: ValueMap<Severity> = {
  version: 1,
  values: { malicious: "high", suspicious: "medium", "n/a": "medium" },
  otherwise: "medium",
}

/** The incident's status. A threat that was killed is still an incident until somebody resolves it. */
export const sentinelStates: ValueMap<CanonicalEvent["kind"]> = {
  version: 2,
  values: {
    unresolved: "firing",
    in_progress: "firing",
    "in progress": "firing",
    new: "firing",
    unassigned: "firing",
    "not mitigated": "firing",
    not_mitigated: "firing",
    active: "firing",
    mitigated: "firing",
    blocked: "firing",
    suspicious: "firing",
    pending: "firing",
    "suspicious cancelled": "firing",
    false: "firing",
    resolved: "resolved",
    closed: "resolved",
    true: "resolved",
  },
  otherwise: "firing",
}

export function isThreat(entry: unknown): boolean {
  const isOld =
    firstText(entry, "threatName") !== null &&
    firstText(entry, "mitigationStatus", "agentComputerName") !== null
  return isFields(at(entry, "threatInfo")) || isOld
}

export function threatEvent(threat: unknown): CanonicalEvent {
  // Version 2.0 of the API has the same names without the parts.
  const info = isFields(at(threat, "threatInfo")) ? at(threat, "threatInfo") : threat
  const agent = at(threat, "agentDetectionInfo") ?? threat
  const id = firstText(info, "threatId", "id") ?? firstText(threat, "id")
  const name = firstText(info, "threatName")
  const confidence = firstText(info, "confidenceLevel")
  const asset = firstText(
    threat,
    "agentRealtimeInfo.agentComputerName",
    "agentDetectionInfo.agentComputerName",
    "agentComputerName",
  )
  const classification = firstText(info, "classification")
  const status = mapValue(sentinelStates, "incidentStatus", firstText(info, "incidentStatus", "resolved"))
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: `${classification ?? "Threat"}: ${name ?? id ?? "without a name"}${asset ? ` on ${asset}` : ""}`,
    description: [
      firstText(info, "filePath"),
      firstText(info, "maliciousProcessArguments"),
      firstText(info, "originatorProcess"),
    ]
      .filter(Boolean)
      .join("\n"),
    status,
    severity: mapValue(sentinelConfidence, "confidenceLevel", confidence),
    time: readWrittenTime(
      "createdAt",
      at(info, "createdAt") ?? at(info, "createdDate") ?? at(info, "identifiedAt"),
    ),
    externalId: id,
    // The threat's id; activities about it name it too.
    dedupeKey: id ? [id] : [null, name, asset],
    groupKey: [name],
    asset,
    rule: classification,
    observables: [
      ...pickObservables(info, {
        hash: ["sha256", "fileSha256", "sha1", "fileContentHash", "md5"],
        user: ["processUser", "username"],
      }),
      ...addressesOf(agent),
      ...observable("ip", firstText(agent, "externalIp")),
      ...observable("user", firstText(agent, "agentLastLoggedInUserName")),
    ],
    techniques: techniquesOf(threat),
    labels: {
      ...pickLabels(info, shown),
      ...pickLabels(agent, {
        os: "agentOsName",
        site: "siteName",
        group: "groupName",
        account: "accountName",
      }),
      ...pickLabels(at(threat, "containerInfo"), { container: "name", image: "image" }),
    },
    expects: { threatId: id, threatName: name, incidentStatus: status.word, confidenceLevel: confidence },
  })
}

const shown = {
  mitigation: "mitigationStatus",
  verdict: "analystVerdict",
  classification: "classification",
  confidence: "confidenceLevel",
  path: "filePath",
  engines: "detectionType",
  storyline: "storyline",
  publisher: "publisherName",
}

function addressesOf(agent: unknown) {
  const given = [firstText(agent, "agentIpV4"), firstText(agent, "agentIpV6")]
  return given.flatMap((list) =>
    (list ?? "")
      .slice(0, 2000)
      .split(",")
      .slice(0, 20)
      .flatMap((ip) => observable("ip", ip)),
  )
}

function techniquesOf(threat: unknown): string[] {
  const tactics = listOf(at(threat, "indicators"))
    .slice(0, 200)
    .flatMap((item) => listOf(at(item, "tactics")).slice(0, 20))
  const techniques = tactics.flatMap((tactic) => listOf(at(tactic, "techniques")).slice(0, 20))
  return findTechniques(techniques.map((technique) => firstText(technique, "name")))
}
