import { UnreadableBody } from "../unreadable-body.ts"
import { childrenOf, eachElement, type Element, textAt } from "../xml.ts"
import type { OpenvasResult } from "./openvas-result.ts"

/** The results of a report. @throws UnreadableBody for any other XML */
export function readOpenvasXml(text: string): OpenvasResult[] {
  if (!/<(?:report|get_reports_response|get_results_response|results)\b/.test(text.slice(0, 2000)))
    throw new UnreadableBody("XML, but no report of OpenVAS")
  const results: OpenvasResult[] = []
  // Reports also have elements of this name that hold counts: a result has an id.
  eachElement(text, ["result"], (element) => {
    if (element.attributes["id"] !== undefined || textAt(element, "nvt", "name"))
      results.push(resultOf(element))
  })
  return results
}

function resultOf(element: Element): OpenvasResult {
  const nvt = element.children.find(({ name }) => name === "nvt")
  const tags = tagsOf(nvt)
  const address = textAt(element, "host")
  return {
    id: element.attributes["id"] ?? null,
    oid: nvt?.attributes["oid"] ?? null,
    name: textAt(element, "name") ?? textAt(nvt, "name"),
    host: textAt(element, "host", "hostname") ?? address,
    address,
    port: textAt(element, "port"),
    threat: textAt(element, "threat"),
    score: textAt(element, "severity") ?? textAt(nvt, "cvss_base"),
    cves: cvesOf(nvt),
    summary: tags.get("summary") ?? null,
    detail: textAt(element, "description"),
    solution: textAt(nvt, "solution") ?? tags.get("solution") ?? null,
    seen: textAt(element, "creation_time") ?? textAt(element, "modification_time"),
    labels: {
      ...(textAt(nvt, "family") ? { family: textAt(nvt, "family") ?? "" } : {}),
      ...(textAt(element, "qod", "value") ? { qod: textAt(element, "qod", "value") ?? "" } : {}),
    },
  }
}

/** `summary=…|insight=…|solution=…` */
function tagsOf(nvt: Element | undefined): Map<string, string> {
  const pairs = (textAt(nvt, "tags") ?? "").split("|").slice(0, 50)
  return new Map(
    pairs.map((pair) => [pair.slice(0, Math.max(pair.indexOf("="), 0)), pair.slice(pair.indexOf("=") + 1)]),
  )
}

/** A list of references since version 20, before that a text. */
function cvesOf(nvt: Element | undefined): string[] {
  const refs = childrenOf(
    nvt?.children.find(({ name }) => name === "refs"),
    "ref",
  )
  const listed = refs.flatMap(({ attributes }) =>
    attributes["type"]?.toLowerCase() === "cve" ? (attributes["id"] ?? []) : [],
  )
  return [...listed, ...(textAt(nvt, "cve") ?? "").split(/[\s,]+/).slice(0, 500)]
}
