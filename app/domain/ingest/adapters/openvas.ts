import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { csvRecords } from "../csv.ts"
import { eventsOf } from "../documents.ts"
import { firstText } from "../fields.ts"
import { observable } from "../observables.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"
import { findingEvent, readableEntries, vulnerabilitySeverities, withinLimit } from "../vulnerability.ts"
import { readWrittenTime } from "../written-time.ts"
import type { OpenvasResult } from "./openvas-result.ts"
import { readOpenvasXml } from "./openvas-xml.ts"

/**
 * Greenbone's OpenVAS: reports as XML (also inside an answer of GMP) and as CSV.
 *
 * @see https://docs.greenbone.net/API/GMP/gmp-22.5.html#type_report
 */
export const openvas: Adapter = {
  key: "openvas",
  label: "Greenbone OpenVAS",
  discipline: "soc",
  normalise(body) {
    const results = resultsOf(body)
    // An analyst said that it is none, by an override.
    const findings = results.filter((result) => result.threat?.toLowerCase() !== "false positive")
    if (findings.length === 0) return ignored("a report without results")
    return eventsOf(
      withinLimit(findings, (result) => /^(?:log|debug)$/i.test(result.threat ?? "")),
      eventOf,
    )
  },
}

function resultsOf(body: Body): OpenvasResult[] {
  if (body.kind !== "text") throw new UnreadableBody(`OpenVAS sends XML or CSV; this is a ${body.kind}`)
  if (body.text.startsWith("<")) return readOpenvasXml(body.text)
  if (!/\b(?:NVT|IP|Hostname)\b/.test(body.text.slice(0, 2000)))
    throw new UnreadableBody("neither a report in XML nor a CSV with the columns of OpenVAS")
  return readableEntries(csvRecords(body.text)).map(resultOfRow)
}

function resultOfRow(row: Record<string, string>): OpenvasResult {
  const port = firstText(row, "Port")
  const protocol = firstText(row, "Port Protocol", "Protocol")
  const address = firstText(row, "IP", "Host")
  return {
    id: firstText(row, "Result ID"),
    oid: firstText(row, "NVT OID"),
    name: firstText(row, "NVT Name", "Vulnerability", "Name"),
    host: firstText(row, "Hostname") ?? address,
    address,
    // What is found at no port stands at `general/tcp` in XML.
    port: protocol ? `${port ?? "general"}/${protocol}` : port,
    threat: firstText(row, "Severity", "Threat"),
    score: firstText(row, "CVSS"),
    cves: (firstText(row, "CVEs", "CVE") ?? "").split(/[\s,]+/).slice(0, 500),
    summary: firstText(row, "Summary"),
    detail: firstText(row, "Specific Result"),
    solution: firstText(row, "Solution"),
    seen: firstText(row, "Timestamp"),
    labels: {},
  }
}

function eventOf(result: OpenvasResult): CanonicalEvent {
  const severity = mapValue(vulnerabilitySeverities, "threat", result.threat ?? threatOf(result.score))
  return findingEvent({
    title: result.name ?? `NVT ${result.oid ?? "without id"}`,
    description: [result.summary, result.detail, result.solution && `Solution: ${result.solution}`]
      .filter(Boolean)
      .join("\n\n"),
    severity: { ...severity, word: result.threat ?? result.score },
    time: readWrittenTime("creation_time", result.seen),
    // The id of a result is that of one scan.
    externalId: result.id,
    vulnerability: result.oid ?? result.name,
    asset: result.host,
    where: [result.port ?? "general/tcp"],
    // What is found by the list of CVEs alone has its number for a name.
    cves: [...result.cves, result.oid, result.name],
    observables: [...observable("ip", result.address), ...observable("domain", result.host)],
    labels: {
      ...(result.port ? { port: result.port } : {}),
      ...(result.score ? { cvss: result.score } : {}),
      ...result.labels,
    },
    expects: { "nvt.oid": result.oid, "nvt.name": result.name, threat: result.threat, host: result.host },
  })
}

/** The ratings of CVSS, for reports that give the score alone. */
function threatOf(score: string | null): string | null {
  const number = score === null ? Number.NaN : Number(score)
  if (Number.isNaN(number)) return null
  if (number >= 9) return "critical"
  if (number >= 7) return "high"
  if (number >= 4) return "medium"
  return number > 0 ? "low" : "log"
}
