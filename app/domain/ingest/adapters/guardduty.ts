import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored, type Observable } from "../adapter.ts"
import { awsDocumentsOf, awsHandshake } from "../aws-envelope.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, isFields, labelsOf, listOf, pickLabels } from "../fields.ts"
import { findObservables, observable, pickObservables, scanObservables } from "../observables.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapScore, type ScoreMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { guardDutyAsset } from "./guardduty-resource.ts"

/** @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const severities: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [9, "critical"],
    [7, "high"],
    [4, "medium"],
    [0, "low"],
  ],
  otherwise: "medium",
}

/**
 * Findings of Amazon GuardDuty: bare, in an answer of its API, and as EventBridge, SNS, SQS and Lambda wrap them. Also the
 * result of a malware scan of an S3 object.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export const guardduty: Adapter = {
  key: "guardduty",
  label: "Amazon GuardDuty",
  discipline: "soc",
  normalise(body) {
    const documents = awsDocumentsOf(body, "GuardDuty")
    const handshake = awsHandshake(documents)
    if (handshake) return handshake
    if (isEmptyPage(documents, "findings")) return ignored("an answer without findings")
    const entries = entriesOf(documents, "findings")
    const known = entries.filter((entry) => isFinding(entry) || isScan(entry))
    if (known.length === 0 && entries.some((entry) => firstText(entry, "resourceStatus") !== null))
      return ignored("the state of the malware protection, not a finding")
    if (known.length === 0) throw new UnreadableBody("no finding of GuardDuty: neither type nor severity")
    const alerts = known.filter((entry) => isFinding(entry) || hasThreats(entry))
    if (alerts.length === 0) return ignored("a malware scan that found nothing, or that could not be made")
    return eventsOf(alerts, (entry) => (isFinding(entry) ? findingOf(entry) : scanOf(entry)))
  },
}

const isFinding = (entry: unknown) =>
  firstText(entry, "type", "title") !== null &&
  (firstText(entry, "severity", "id", "arn") !== null || isFields(at(entry, "service")))
const isScan = (entry: unknown) => isFields(at(entry, "scanResultDetails"))
const hasThreats = (entry: unknown) => {
  const result = firstText(entry, "scanResultDetails.scanResultStatus")?.toUpperCase()
  return result === "THREATS_FOUND" || listOf(at(entry, "scanResultDetails", "threats")).length > 0
}

function findingOf(finding: unknown): CanonicalEvent {
  const service = at(finding, "service")
  const id = firstText(finding, "id")
  const type = firstText(finding, "type")
  const severity = firstText(finding, "severity")
  const title = firstText(finding, "title")
  const asset = guardDutyAsset(finding)
  const archived = firstText(service, "archived")
  const description = firstText(finding, "description")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: title ?? type ?? `GuardDuty finding ${id ?? ""}`.trim(),
    description,
    status: {
      value: archived?.toLowerCase() === "true" ? "resolved" : "firing",
      word: archived && `archived: ${archived}`,
      partial: [],
    },
    severity: mapScore(severities, "severity", severity),
    // In UTC, also where a lake has dropped the zone.
    time: readWrittenTime("updatedAt", at(finding, "updatedAt") ?? at(finding, "createdAt")),
    externalId: id,
    // What is seen again raises the count of the same finding, and archiving it keeps the id.
    dedupeKey: id ? [id] : [null, type, asset],
    groupKey: [type],
    asset,
    rule: type,
    observables: [
      ...scanObservables(at(service, "action")),
      ...scanObservables(at(service, "ebsVolumeScanDetails")),
      ...scanObservables(at(service, "runtimeDetails")),
      ...scanObservables(at(service, "detection", "sequence", "endpoints")),
      ...observable("domain", firstText(service, "action.dnsRequestAction.domain")),
      ...pickObservables(finding, {
        user: [
          "resource.accessKeyDetails.userName",
          "resource.kubernetesDetails.kubernetesUserDetails.username",
          "resource.rdsDbUserDetails.user",
          "service.runtimeDetails.process.user",
        ],
      }),
      ...scanObservables(at(finding, "resource", "instanceDetails", "networkInterfaces")).filter(isAddress),
      ...findObservables(description),
    ],
    techniques: findTechniques(
      description,
      Object.values(labelsOf(at(service, "additionalInfo"))),
      indicatorsOf(service).flatMap((one) => listOf(at(one, "values"))),
    ),
    labels: {
      ...pickLabels(finding, ["accountId", "region", "arn"]),
      ...pickLabels(service, { count: "count", detector: "detectorId", sample: "additionalInfo.sample" }),
      ...pickLabels(service, {
        action: "action.actionType",
        firstSeen: "eventFirstSeen",
        lastSeen: "eventLastSeen",
      }),
      ...pickLabels(at(finding, "resource"), ["resourceType"]),
    },
    expects: { id, type, severity, title },
  })
}

const isAddress = ({ type }: Observable) => type === "ip"

/** What an attack of several steps showed: techniques, addresses, agents. */
const indicatorsOf = (service: unknown) =>
  listOf(at(service, "detection", "sequence", "sequenceIndicators")).slice(0, 50)

/** An object with malware in it: the same one as long as its content is. */
function scanOf(scan: unknown): CanonicalEvent {
  const object = at(scan, "s3ObjectDetails")
  const [bucket, key] = [firstText(object, "bucketName"), firstText(object, "objectKey")]
  const threats = listOf(at(scan, "scanResultDetails", "threats")).flatMap(
    (threat) => firstText(threat, "name") ?? [],
  )
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: `Malware in S3 object ${[bucket, key].filter(Boolean).join("/")}: ${threats[0] ?? "threats found"}`,
    description: threats.slice(0, 50).join(", ") || null,
    status: { value: "firing", word: firstText(scan, "scanResultDetails.scanResultStatus"), partial: [] },
    severity: { value: "high", word: null, partial: [] },
    dedupeKey: ["s3-malware", bucket, key, firstText(object, "eTag", "versionId")],
    groupKey: ["s3-malware", bucket],
    asset: bucket,
    rule: "Malware Protection for S3",
    labels: labelsOf(object),
    expects: { bucketName: bucket, objectKey: key },
  })
}
