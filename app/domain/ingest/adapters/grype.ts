import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, fieldsOf, firstText, isFields, listOf, pickLabels, text } from "../fields.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"
import { findingEvent, vulnerabilitySeverities } from "../vulnerability.ts"

/**
 * Anchore Grype's JSON report: a finding of each match. Matches that the scan was told to ignore are not findings.
 *
 * @see https://github.com/anchore/grype#json
 */
export const grype: Adapter = {
  key: "grype",
  label: "Grype",
  discipline: "soc",
  normalise(body) {
    const reports = documentsOf(body, "Grype")
    const isMatch = (value: unknown) =>
      isFields(at(value, "vulnerability")) || isFields(at(value, "artifact"))
    if (!reports.some((report) => at(report, "matches") !== undefined || isMatch(report)))
      throw new UnreadableBody("no matches, as a report of Grype has")
    const matches = reports.flatMap((report): Match[] => {
      if (isMatch(report)) return [{ match: report, report: {} }]
      return listOf(at(report, "matches")).map((match) => ({ match, report }))
    })
    return matches.length > 0 ? eventsOf(matches, eventOf) : ignored("a scan that matched nothing")
  },
}

type Match = { readonly match: unknown; readonly report: unknown }

function eventOf({ match, report }: Match): CanonicalEvent {
  const [vulnerability, artifact] = [at(match, "vulnerability"), at(match, "artifact")]
  const id = firstText(vulnerability, "id")
  const name = firstText(artifact, "name")
  const version = firstText(artifact, "version")
  const severity = firstText(vulnerability, "severity")
  const related = listOf(at(match, "relatedVulnerabilities")).map((other) => firstText(other, "id"))
  const location = listOf(at(artifact, "locations"))[0]
  const path = firstText(location, "path", "realPath") ?? text(location)
  return findingEvent({
    title: `${id ?? "Vulnerability"} in ${[name ?? "a package", version].filter(Boolean).join(" ")}`,
    description:
      firstText(vulnerability, "description") ??
      firstText(listOf(at(match, "relatedVulnerabilities"))[0], "description"),
    severity: mapValue(vulnerabilitySeverities, "vulnerability.severity", severity),
    time: readTime("descriptor.timestamp", at(report, "descriptor", "timestamp")),
    vulnerability: id,
    asset: assetOf(report),
    // An update that does not help is the same finding: the version is no part of it.
    where: [name, path],
    cves: [id, ...related],
    url: firstText(vulnerability, "dataSource") ?? text(listOf(at(vulnerability, "urls"))[0]),
    labels: {
      ...pickLabels(artifact, { package: "name", version: "version", type: "type", purl: "purl" }),
      ...pickLabels(vulnerability, { namespace: "namespace", fixState: "fix.state" }),
      ...(path ? { path } : {}),
      ...fixedIn(vulnerability),
      // Entries of CISA's list of what attackers use.
      ...(listOf(at(vulnerability, "knownExploited")).length > 0 ? { knownExploited: "true" } : {}),
    },
    expects: { "vulnerability.id": id, "vulnerability.severity": severity, "artifact.name": name },
  })
}

function fixedIn(vulnerability: unknown): Record<string, string> {
  const versions = listOf(at(vulnerability, "fix", "versions")).flatMap((version) => text(version) ?? [])
  return versions.length > 0 ? { fixedIn: versions.slice(0, 20).join(", ") } : {}
}

/** The image by the name it was asked for; of a directory or a file its path. */
function assetOf(report: unknown): string | null {
  const target = at(report, "source", "target")
  if (isFields(target))
    return (
      firstText(target, "userInput", "repoDigests", "imageID") ?? text(Object.values(fieldsOf(target))[0])
    )
  return text(target)
}
