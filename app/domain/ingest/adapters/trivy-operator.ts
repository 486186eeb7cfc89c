import { at, firstText, isFields, listOf } from "../fields.ts"
import type { Found } from "./trivy-findings.ts"

const lists = {
  vulnerabilities: "vulnerability",
  checks: "misconfiguration",
  secrets: "secret",
} as const

/**
 * The findings of a report of Trivy Operator, bare or with the verb of its webhook: a report that is deleted takes its
 * findings with it. Null for what is no such report.
 */
export function operatorFindings(document: unknown): Found[] | null {
  const wrapped = at(document, "operatorObject")
  const object = isFields(wrapped) ? wrapped : document
  const report = at(object, "report")
  if (!isFields(report) || !isFields(at(object, "metadata"))) return null
  const isGone = firstText(document, "verb")?.toLowerCase() === "delete"
  const asset = assetOf(object, report)
  const target = firstText(report, "os.family") ?? firstText(object, "metadata.name")
  return Object.entries(lists).flatMap(([list, kind]) =>
    listOf(at(report, list))
      .filter((entry) => firstText(entry, "success")?.toLowerCase() !== "true")
      .map((entry) => ({ kind, entry, asset, target, time: at(report, "updateTimestamp"), isGone })),
  )
}

/** The image of a container, or the workload. */
function assetOf(object: unknown, report: unknown): string | null {
  const repository = firstText(report, "artifact.repository")
  const tag = firstText(report, "artifact.tag")
  if (repository) return tag ? `${repository}:${tag}` : repository
  const labels = at(object, "metadata", "labels")
  const kind = ["namespace", "kind", "name"].map((part) => {
    const key = `trivy-operator.resource.${part}`
    return isFields(labels) && typeof labels[key] === "string" ? labels[key] : null
  })
  return kind.filter(Boolean).join("/") || firstText(object, "metadata.name")
}
