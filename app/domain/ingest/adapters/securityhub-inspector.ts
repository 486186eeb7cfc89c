import { at, fieldsOf, firstText, isFields, listOf } from "../fields.ts"

/** A finding of Inspector by its own names, as EventBridge and its API have it before Security Hub rewrites it. */
export const isInspector = (entry: unknown): boolean =>
  firstText(entry, "findingArn") !== null && firstText(entry, "ProductArn", "GeneratorId") === null

/**
 * The same finding by the names of Security Hub's format; its resources have the same ones.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
 */
export function asffOfInspector(finding: unknown): unknown {
  const details = at(finding, "packageVulnerabilityDetails")
  const weaknesses = [at(details, "vulnerabilityId"), ...listOf(at(details, "relatedVulnerabilities"))]
  return {
    ...fieldsOf(finding),
    Id: at(finding, "findingArn"),
    GeneratorId: "AWSInspector",
    Types: [`Software and Configuration Checks/Vulnerabilities/${firstText(finding, "type") ?? ""}`],
    Severity: { Label: at(finding, "severity") },
    RecordState: at(finding, "status"),
    UpdatedAt: firstText(finding, "updatedAt", "lastObservedAt", "firstObservedAt"),
    SourceUrl: at(details, "sourceUrl"),
    Vulnerabilities: isFields(details)
      ? weaknesses.map((id) => ({ Id: id, ExploitAvailable: at(finding, "exploitAvailable") }))
      : [],
    NetworkPath: at(finding, "networkReachabilityDetails"),
  }
}
