import { UnreadableBody } from "../unreadable-body.ts"
import { childrenOf, eachElement, type Element, textAt } from "../xml.ts"
import type { NessusItem } from "./nessus-items.ts"

/** The items of a .nessus file, version 2. @throws UnreadableBody for any other XML */
export function readNessusXml(text: string): NessusItem[] {
  if (!/<NessusClientData/.test(text.slice(0, 2000))) throw new UnreadableBody("XML, but no .nessus file")
  const items: NessusItem[] = []
  eachElement(text, ["ReportHost"], (host) => {
    const properties = new Map(
      childrenOf(
        host.children.find(({ name }) => name === "HostProperties"),
        "tag",
      ).map((tag) => [tag.attributes["name"] ?? "", tag.text.trim()]),
    )
    for (const item of childrenOf(host, "ReportItem"))
      items.push(itemOf(item, host.attributes["name"], properties))
  })
  return items
}

function itemOf(
  item: Element,
  hostName: string | undefined,
  properties: ReadonlyMap<string, string>,
): NessusItem {
  const { attributes } = item
  const audit = textAt(item, "cm:compliance-result")
  return {
    plugin: attributes["pluginID"] || null,
    name:
      textAt(item, "cm:compliance-check-name") ?? (attributes["pluginName"] || textAt(item, "plugin_name")),
    family: attributes["pluginFamily"] || null,
    host: properties.get("host-fqdn") || hostName || properties.get("netbios-name") || null,
    address: properties.get("host-ip") || null,
    port: attributes["port"] || null,
    protocol: attributes["protocol"] || null,
    severity: audit ?? (attributes["severity"] || textAt(item, "risk_factor")),
    state: audit,
    cves: childrenOf(item, "cve")
      .slice(0, 500)
      .map((cve) => cve.text.trim()),
    synopsis: textAt(item, "synopsis"),
    description: textAt(item, "description") ?? textAt(item, "cm:compliance-info"),
    solution: textAt(item, "solution") ?? textAt(item, "cm:compliance-solution"),
    output: textAt(item, "plugin_output") ?? textAt(item, "cm:compliance-actual-value"),
    link: textAt(item, "see_also")?.split("\n")[0] ?? null,
    // Web App Scanning writes ISO, Nessus as C does: both are read; the epoch is the exact one.
    seen: properties.get("HOST_END_TIMESTAMP") ?? properties.get("HOST_END") ?? null,
    labels: labelsOf(item, attributes["svc_name"]),
  }
}

function labelsOf(item: Element, service: string | undefined): Record<string, string> {
  const names = {
    ...{ cvss3: "cvss3_base_score", cvss: "cvss_base_score", vpr: "vpr_score", risk: "risk_factor" },
    ...{ exploitAvailable: "exploit_available", cisaKnownExploited: "cisa-known-exploited" },
  }
  const found = Object.entries(names).flatMap(([label, name]) => {
    const value = textAt(item, name)
    return value ? [[label, value] as const] : []
  })
  return { ...(service ? { service } : {}), ...Object.fromEntries(found) }
}
