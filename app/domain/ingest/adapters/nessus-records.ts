import { at, firstText, listOf, pickLabels, text } from "../fields.ts"
import type { NessusItem } from "./nessus-items.ts"

/**
 * An item of a CSV row or a JSON record. Nessus, Security Center and Vulnerability Management name the same things
 * differently, and differently between versions. Null for a record without a plugin.
 */
export function itemOfRecord(record: unknown): NessusItem | null {
  const plugin = firstText(
    record,
    "Plugin ID",
    "Plugin",
    "plugin.id",
    "pluginID",
    "definition.id",
    "plugin_id",
  )
  const name = firstText(
    record,
    "Plugin Name",
    "plugin.name",
    "pluginName",
    "Name",
    "definition.name",
    "plugin_name",
  )
  if (plugin === null && name === null) return null
  const address = firstText(record, ...addresses)
  return {
    plugin,
    name,
    family: firstText(
      record,
      "Family",
      "Plugin Family",
      "plugin.family",
      "family.name",
      "definition.family",
      "plugin_family",
    ),
    host: firstText(record, ...hosts) ?? address,
    address,
    port: firstText(record, "Port", "port.port", "asset_port"),
    protocol: firstText(record, "Protocol", "port.protocol"),
    severity: firstText(
      record,
      "Severity",
      "Risk",
      "severity.name",
      "severity.id",
      "Risk Factor",
      "plugin.risk_factor",
    ),
    state: firstText(record, "Vulnerability State", "state", "Vuln State"),
    cves: cvesOf(record),
    synopsis: firstText(record, "Synopsis", "plugin.synopsis", "definition.synopsis"),
    description: firstText(record, "Description", "plugin.description", "definition.description"),
    solution: firstText(record, "Solution", "Steps to Remediate", "plugin.solution", "definition.solution"),
    output: firstText(record, "Plugin Output", "Plugin Text", "output"),
    link: firstLink(record),
    seen: firstText(
      record,
      "Last Observed",
      "Last Seen",
      "last_found",
      "last_observed",
      "lastSeen",
      "last_seen",
    ),
    labels: pickLabels(record, {
      cvss3: "CVSS V3 Base Score",
      cvss: "CVSS V2 Base Score",
      vpr: "Vulnerability Priority Rating",
      repository: "Repository",
      mac: "MAC Address",
      exploitAvailable: "plugin.exploit_available",
      firstSeen: "First Discovered",
    }),
  }
}

const hosts = [
  "DNS Name",
  "FQDN",
  "dnsName",
  "asset.fqdn",
  "asset.hostname",
  "Host",
  "Asset Name",
  "asset.name",
  "NetBIOS Name",
]
const addresses = ["IP Address", "asset.ipv4", "ip", "IPv4 Address", "Host IP", "asset.display_ipv4_address"]

function cvesOf(record: unknown): string[] {
  const given = at(record, "CVE") ?? at(record, "plugin", "cve") ?? at(record, "definition", "cve")
  const names = Array.isArray(given) ? given.map(text) : (text(given)?.split(/[\s,]+/) ?? [])
  return names.filter((name) => name !== null && name !== "").slice(0, 500) as string[]
}

function firstLink(record: unknown): string | null {
  const links = at(record, "plugin", "see_also") ?? at(record, "definition", "see_also")
  return text(listOf(links)[0]) ?? firstText(record, "See Also")?.split("\n")[0] ?? null
}
