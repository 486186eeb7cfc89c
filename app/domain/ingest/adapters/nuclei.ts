import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, listOf, pickLabels, text } from "../fields.ts"
import { pickObservables } from "../observables.ts"
import { entriesOf } from "../pages.ts"
import { hostOf } from "../posted.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue } from "../value-map.ts"
import { findingEvent, vulnerabilitySeverities } from "../vulnerability.ts"

/**
 * ProjectDiscovery Nuclei: results as JSON lines or as one list, the lines it prints, and the names of fields that
 * versions before 2.6 had.
 *
 * @see https://docs.projectdiscovery.io/opensource/nuclei/running#output-formats
 */
export const nuclei: Adapter = {
  key: "nuclei",
  label: "Nuclei",
  discipline: "soc",
  isSilentWhenClean: true,
  normalise(body) {
    const results = resultsOf(body).filter((result) => templateOf(result) ?? firstText(result, "info.name"))
    if (results.length === 0) throw new UnreadableBody("no template-id, as every result of Nuclei has")
    // With -matcher-status a template that did not match is a result as well.
    const matched = results.filter(
      (result) => firstText(result, "matcher-status", "matcher_status")?.toLowerCase() !== "false",
    )
    return matched.length > 0 ? eventsOf(matched, eventOf) : ignored("templates that did not match")
  },
}

const templateOf = (result: unknown) => firstText(result, "template-id", "templateID", "template")

/** [2026-01-01 10:00:00] [template:matcher] [http] [high] https://host/path ["extracted"] */
const printed =
  /^(?:\[\d{4}-[\d\- :]{5,20}\] ?)?\[([^\]\s:]{1,200})(?::([^\]]{1,200}))?\] \[([a-z]{2,12})\] \[([a-z]{3,12})\] (\S{1,2000})/

function resultsOf(body: Body): readonly unknown[] {
  if (body.kind !== "text") return entriesOf(documentsOf(body, "Nuclei"), "results")
  return body.text.split("\n").flatMap((line) => {
    const [, template, matcher, type, severity, place] = printed.exec(line.slice(0, 4000)) ?? []
    return template
      ? [
          {
            "template-id": template,
            "matcher-name": matcher,
            type,
            info: { severity },
            host: place,
            "matched-at": place,
          },
        ]
      : []
  })
}

function eventOf(result: unknown): CanonicalEvent {
  const info = at(result, "info")
  const template = templateOf(result)
  const name = firstText(info, "name")
  const matcher = firstText(result, "matcher-name", "matcher_name", "extractor-name")
  // Some write a link as a path.
  const place = firstText(result, "matched-at", "matched", "url")?.replace(/^\/(?=https?:)/, "") ?? null
  const link = place?.includes("://") ? hostOf(place) : null
  const host = firstText(result, "host") ?? link ?? firstText(result, "ip") ?? place
  const severity = firstText(info, "severity") ?? firstText(result, "severity")
  const extracted = listOf(at(result, "extracted-results")).flatMap((found) => text(found) ?? [])
  const cve = at(info, "classification", "cve-id")
  return findingEvent({
    title: [name ?? template ?? "Nuclei finding", matcher].filter(Boolean).join(": "),
    description: firstText(info, "description", "impact"),
    severity: mapValue(vulnerabilitySeverities, "info.severity", severity),
    time: readTime("timestamp", at(result, "timestamp")),
    vulnerability: template,
    asset: host,
    // A template may have several matchers, each a finding of its own.
    where: [place, matcher ?? "-"],
    cves: [...(Array.isArray(cve) ? cve.map(text) : [text(cve)]), template],
    url: firstText(result, "template-url") ?? text(listOf(at(info, "reference"))[0]),
    observables: pickObservables(result, {
      ip: ["ip"],
      url: ["matched-at", "url", "host"],
      domain: ["host"],
    }),
    labels: {
      ...pickLabels(result, ["type", "ip", "port", "scheme", "path"]),
      ...pickLabels(info, { cvss: "classification.cvss-score", remediation: "remediation" }),
      ...(extracted.length > 0 ? { extracted: extracted.slice(0, 20).join(", ") } : {}),
    },
    expects: { "template-id": template, "info.severity": severity, "matched-at": place, host },
  })
}
