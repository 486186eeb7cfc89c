import { type Adapter, ignored } from "../adapter.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, listOf } from "../fields.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { complianceFindings } from "./trivy-compliance.ts"
import { type Found, foundEvent } from "./trivy-findings.ts"
import { operatorFindings } from "./trivy-operator.ts"

/**
 * Aqua Trivy: the JSON report of an image, file system, repository or SBOM (also the list of older versions), the report
 * of a cluster, and the reports of Trivy Operator as its webhook sends them. Findings are vulnerabilities, failed checks
 * of configuration, secrets and licences.
 *
 * @see https://trivy.dev/latest/docs/configuration/reporting/#json
 * @see https://aquasecurity.github.io/trivy-operator/latest/integrations/webhook/
 */
export const trivy: Adapter = {
  key: "trivy",
  label: "Trivy",
  discipline: "soc",
  normalise(body) {
    // Before version 0.20, a list that nothing was put into.
    if (body.kind === "text" && body.text === "null") return ignored("a scan that found nothing")
    const documents = documentsOf(body, "Trivy").flatMap(listedReports)
    const reports = documents.map(
      (document) => complianceFindings(document) ?? operatorFindings(document) ?? reportFindings(document),
    )
    if (reports.every((report) => report === null))
      throw new UnreadableBody("no results, as a report of Trivy has")
    const found = reports.flatMap((report) => report ?? [])
    return found.length > 0 ? eventsOf(found, foundEvent) : ignored("a scan that found nothing")
  },
}

/** Lists of Kubernetes, and what gathers them by kind: `{ "vulnerabilityreports.aquasecurity.github.io": […] }`. */
function listedReports(document: unknown): readonly unknown[] {
  const items = at(document, "items")
  if (Array.isArray(items)) return items
  const kinds = Object.entries(fieldsOf(document)).filter(([key]) => key.endsWith(".aquasecurity.github.io"))
  return kinds.length > 0 ? kinds.flatMap(([, reports]) => listOf(reports)) : [document]
}

const kinds = {
  vulnerability: "Vulnerabilities",
  misconfiguration: "Misconfigurations",
  secret: "Secrets",
  licence: "Licenses",
} as const

/** Null for what is no report. */
function reportFindings(report: unknown): Found[] | null {
  const asset = firstText(report, "ArtifactName")
  // Before version 0.37 the report of a cluster listed its workloads twice, by what was found.
  const resources = [at(report, "Resources") ?? at(report, "Findings"), ...byKind(report)].filter(
    Array.isArray,
  )
  if (resources.length > 0)
    return resources
      .flat()
      .flatMap((resource: unknown) => ofResults(listOf(at(resource, "Results")), workload(resource), report))
  const results = at(report, "Results")
  if (Array.isArray(results)) return ofResults(results, asset, report)
  // Before version 0.20 a report was a bare list of results. A clean scan has an artifact and no results.
  if (firstText(report, "Target") !== null) return ofResults([report], null, report)
  return asset === null ? null : []
}

function byKind(report: unknown): readonly unknown[] {
  if (firstText(report, "ClusterName") === null) return []
  return [at(report, "Vulnerabilities"), at(report, "Misconfigurations")]
}

function workload(resource: unknown): string | null {
  const names = ["Namespace", "Kind", "Name"].map((name) => firstText(resource, name))
  return names.filter(Boolean).join("/") || null
}

function ofResults(results: readonly unknown[], asset: string | null, report: unknown): Found[] {
  const time = at(report, "CreatedAt")
  return results.flatMap((result) => {
    const target = firstText(result, "Target")
    return Object.entries(kinds).flatMap(([kind, list]) =>
      listOf(at(result, list))
        // A check that passed is listed as well, and marked so.
        .filter(
          (entry) =>
            !/^(?:pass|exception)$/i.test(firstText(entry, "Status") ?? "") || kind !== "misconfiguration",
        )
        .map((entry) => ({
          kind: kind as Found["kind"],
          entry,
          asset: asset ?? target,
          target,
          time,
          isGone: false,
        })),
    )
  })
}
