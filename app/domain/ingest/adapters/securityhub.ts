import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, type Category, ignored } from "../adapter.ts"
import { resourceOfArn } from "../aws-arn.ts"
import { awsDocumentsOf, awsHandshake } from "../aws-envelope.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { isOcsf, ocsfFindingEvent } from "../ocsf-finding.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { findTechniques } from "../techniques.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapScore, mapValue, type ScoreMap, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { asffOfInspector, isInspector } from "./securityhub-inspector.ts"
import { findingObservables } from "./securityhub-observables.ts"

const labels: ValueMap<Severity> = {
  version: 2,
  values: {
    informational: "info",
    low: "low",
    medium: "medium",
    high: "high",
    critical: "critical",
    // Inspector's, until it has a rating.
    untriaged: "medium",
  },
  otherwise: "medium",
}

/** Severity.Normalized, which older products send without a label. */
const scores: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [90, "critical"],
    [70, "high"],
    [40, "medium"],
    [1, "low"],
    [0, "info"],
  ],
  otherwise: "medium",
}

/** Of record, workflow and check, any may end a finding. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 2,
  values: {
    active: "firing",
    new: "firing",
    notified: "firing",
    failed: "firing",
    warning: "firing",
    not_available: "firing",
    archived: "resolved",
    closed: "resolved",
    resolved: "resolved",
    suppressed: "resolved",
    passed: "resolved",
  },
  otherwise: "firing",
}

/**
 * AWS Security Hub: findings of its own format (ASFF) bare, listed, and as EventBridge, SNS, SQS and Lambda wrap them;
 * also the OCSF findings of its second version, and Inspector's own.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
 */
export const securityhub: Adapter = {
  key: "securityhub",
  label: "AWS Security Hub",
  discipline: "soc",
  normalise(body) {
    const documents = awsDocumentsOf(body, "Security Hub")
    const handshake = awsHandshake(documents)
    if (handshake) return handshake
    if (isEmptyPage(documents, "findings")) return ignored("a list without findings")
    const entries = entriesOf(documents, "findings").map((entry) =>
      isInspector(entry) ? asffOfInspector(entry) : entry,
    )
    const findings = entries.filter((entry) => isAsff(entry) || isOcsf(entry))
    if (findings.length > 0)
      return eventsOf(findings, (entry) => (isAsff(entry) ? eventOf(entry) : ocsfFindingEvent(entry)))
    if (entries.some((entry) => Array.isArray(at(entry, "insightResults"))))
      return ignored("results of an insight, not findings")
    throw new UnreadableBody("no finding: neither ProductArn nor GeneratorId")
  },
}

function isAsff(entry: unknown): boolean {
  const names = ["ProductArn", "GeneratorId", "AwsAccountId"]
  return !isOcsf(entry) && names.some((name) => firstText(entry, name) !== null)
}

function eventOf(finding: unknown): CanonicalEvent {
  const id = firstText(finding, "Id")
  const title = firstText(finding, "Title")
  const generator = generatorOf(finding)
  const rule = firstText(finding, "Compliance.SecurityControlId", "ProductFields.ControlId") ?? generator
  const resource = listOf(at(finding, "Resources"))[0]
  // An account stands as `AWS::::Account:123456789012`.
  const asset = resourceOfArn(firstText(resource, "Id"))?.replace(/^AWS::::Account:/, "") ?? null
  const severity = severityOf(finding)
  return canonicalEvent({
    discipline: "soc",
    category: categoryOf(finding),
    title: title ?? rule ?? `Security Hub finding ${id ?? ""}`.trim(),
    description: firstText(finding, "Description"),
    status: stateOf(finding),
    severity,
    time: readWrittenTime("UpdatedAt", firstText(finding, "UpdatedAt", "CreatedAt")),
    externalId: id,
    // The id is the finding's from new to archived; a product may reuse it only for the same problem.
    dedupeKey: id ? [id] : [null, rule, asset],
    groupKey: [generator ?? title],
    asset,
    rule,
    url: firstText(finding, "SourceUrl", "Remediation.Recommendation.Url"),
    observables: findingObservables(finding),
    techniques: findTechniques(
      listOf(at(finding, "Types")),
      listOf(at(finding, "FindingProviderFields", "Types")),
    ),
    labels: {
      ...pickLabels(finding, shown),
      ...pickLabels(resource, { resourceType: "Type", resource: "Id" }),
      ...pickLabels(listOf(at(finding, "Vulnerabilities"))[0], { exploitAvailable: "ExploitAvailable" }),
    },
    expects: { Id: id, Title: title, Severity: severity.word, "Resources.Id": asset },
  })
}

/**
 * What found it. GuardDuty names its detector there and Inspector itself: with them it is the kind of finding, or the
 * weakness.
 */
function generatorOf(finding: unknown): string | null {
  const generator = firstText(finding, "GeneratorId")
  if (
    !/^(?:arn:aws[\w-]{0,10}::?guardduty:|AWSInspector$|arn:aws[\w-]{0,10}::?inspector)/.test(generator ?? "")
  )
    return generator
  const weakness = firstText(listOf(at(finding, "Vulnerabilities"))[0], "Id")
  const type = text(listOf(at(finding, "Types"))[0])
  return weakness ?? (type?.split("/").slice(2).join("/") || generator)
}

const shown = {
  product: "ProductName",
  company: "CompanyName",
  account: "AwsAccountId",
  region: "Region",
  record: "RecordState",
  workflow: "Workflow.Status",
  compliance: "Compliance.Status",
  firstSeen: "FirstObservedAt",
  lastSeen: "LastObservedAt",
}

function severityOf(finding: unknown): Mapped<Severity> {
  const label = firstText(finding, "Severity.Label", "FindingProviderFields.Severity.Label")
  if (label) return mapValue(labels, "Severity.Label", label)
  const bare = at(finding, "Severity")
  if (!isFields(bare) && text(bare)) return mapValue(labels, "Severity", text(bare))
  return mapScore(
    scores,
    "Severity.Normalized",
    firstText(finding, "Severity.Normalized", "Severity.Product"),
  )
}

function stateOf(finding: unknown): Mapped<CanonicalEvent["kind"]> {
  const words = [
    firstText(finding, "RecordState"),
    firstText(finding, "Workflow.Status", "WorkflowState"),
    firstText(finding, "Compliance.Status"),
  ]
  const mapped = words.filter((word) => word !== null).map((word) => mapValue(states, "state", word))
  return (
    mapped.find(({ value }) => value === "resolved") ??
    mapped[1] ??
    mapped[0] ?? { value: "firing", word: null, partial: [] }
  )
}

function categoryOf(finding: unknown): Category {
  const types = listOf(at(finding, "Types")).map((type) => text(type)?.toLowerCase() ?? "")
  if (types.some((type) => type.includes("/vulnerabilities"))) return "vulnerability"
  const isCheck =
    isFields(at(finding, "Compliance")) || types.some((type) => type.startsWith("software and config"))
  return isCheck ? "policy" : "security"
}
