import { at, fieldsOf, firstText, isFields, listOf } from "../fields.ts"
import type { Found } from "./trivy-findings.ts"

/**
 * What a cluster does not comply with: the failed checks of each control, or the controls alone where the report is a
 * summary. Null for what is no such report.
 */
export function complianceFindings(object: unknown): Found[] | null {
  const status = at(object, "status")
  const isReport = isFields(at(status, "detailReport")) || isFields(at(status, "summaryReport"))
  if (firstText(object, "kind") !== "ClusterComplianceReport" && !isReport) return null
  const asset = firstText(object, "metadata.name")
  const found = (entry: unknown, target: string | null): Found => ({
    kind: "misconfiguration",
    entry,
    asset,
    target,
    time: at(status, "updateTimestamp"),
    isGone: false,
  })
  const results = listOf(at(status, "detailReport", "results"))
  const summaries = listOf(at(status, "summaryReport", "controlCheck"))
  return [
    ...results.flatMap((control) =>
      listOf(at(control, "checks"))
        .filter((check) => firstText(check, "success")?.toLowerCase() !== "true")
        // A check without a rating has its control's.
        .map((check) => found(rated(check, control), firstText(check, "target"))),
    ),
    ...summaries
      .filter((control) => Number(firstText(control, "totalFail") ?? 0) > 0)
      .map((control) =>
        found(
          { ID: firstText(control, "id"), Title: firstText(control, "name"), ...rated({}, control) },
          null,
        ),
      ),
  ]
}

function rated(check: unknown, control: unknown) {
  return { ...fieldsOf(check), severity: firstText(check, "severity") ?? firstText(control, "severity") }
}
