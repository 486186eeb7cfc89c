import { type Adapter, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { csvRecords } from "../csv.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { readableEntries, withinLimit } from "../vulnerability.ts"
import { type NessusItem, nessusEvent } from "./nessus-items.ts"
import { itemOfRecord } from "./nessus-records.ts"
import { readNessusXml } from "./nessus-xml.ts"

/**
 * Tenable: the .nessus file of Nessus and Web App Scanning, the CSV exports of Nessus, Security Center and Vulnerability
 * Management, and the JSON of their exports. One item a plugin, host and port.
 *
 * @see https://docs.tenable.com/quick-reference/nessus-file-format/Content/PDF/NessusFileFormat.pdf
 * @see https://developer.tenable.com/docs/vulnerability-export-attributes
 */
export const nessus: Adapter = {
  key: "nessus",
  label: "Tenable Nessus",
  discipline: "soc",
  normalise(body) {
    const items = mergeRepeats(itemsOf(body))
    if (items.length === 0) return ignored("a scan without results")
    return eventsOf(
      withinLimit(items, (item) => item.severity === "0" || /^(?:info|none)/i.test(item.severity ?? "")),
      nessusEvent,
    )
  },
}

const lists = ["response.results", "vulnerabilities", "findings", "results"]

function itemsOf(body: Body): NessusItem[] {
  if (body.kind === "text") return body.text.startsWith("<") ? readNessusXml(body.text) : readCsv(body.text)
  const pages = documentsOf(body, "Tenable")
  if (isEmptyPage(pages, ...lists)) return []
  const items = readableEntries(entriesOf(pages, ...lists)).flatMap((entry) => itemOfRecord(entry) ?? [])
  if (items.length === 0) throw new UnreadableBody("no plugin, as every result of Tenable has")
  return items
}

function readCsv(text: string): NessusItem[] {
  const records = readableEntries(csvRecords(text))
  const items = records.flatMap((record) => itemOfRecord(record) ?? [])
  if (items.length === 0 && !/^\W*(?:plugin|asset|"?id)/i.test(text.slice(0, 20)))
    throw new UnreadableBody("neither a .nessus file nor a CSV with plugins")
  return items
}

const maxCves = 500

/** The CSV of Nessus repeats an item for each CVE. */
function mergeRepeats(items: readonly NessusItem[]): NessusItem[] {
  const merged = new Map<string, NessusItem & { cves: string[] }>()
  for (const item of items) {
    const key = JSON.stringify([item.plugin, item.name, item.host, item.port, item.protocol, item.output])
    const known = merged.get(key)
    if (known === undefined) merged.set(key, { ...item, cves: [...item.cves] })
    else if (known.cves.length < maxCves) known.cves.push(...item.cves)
  }
  return [...merged.values()]
}
