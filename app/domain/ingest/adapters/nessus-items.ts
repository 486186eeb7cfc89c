import { isIP } from "node:net"
import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { observable } from "../observables.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { findingEvent, vulnerabilitySeverities } from "../vulnerability.ts"
import { readWrittenTime } from "../written-time.ts"

/** What a plugin says of a port of a host, whichever file it stood in. */
export type NessusItem = {
  readonly plugin: string | null
  readonly name: string | null
  readonly family: string | null
  readonly host: string | null
  readonly address: string | null
  readonly port: string | null
  readonly protocol: string | null
  /** A word, or the figures 0 to 4. */
  readonly severity: string | null
  readonly state: string | null
  readonly cves: readonly string[]
  readonly synopsis: string | null
  readonly description: string | null
  readonly solution: string | null
  readonly output: string | null
  readonly link: string | null
  readonly seen: unknown
  readonly labels: Readonly<Record<string, string>>
}

const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    ...vulnerabilitySeverities.values,
    "4": "critical",
    "3": "high",
    "2": "medium",
    "1": "low",
    "0": "info",
    // Results of audits of configuration.
    passed: "info",
    warning: "medium",
    failed: "high",
  },
  otherwise: "medium",
}

/** States of Vulnerability Management, and results of audits. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    open: "firing",
    new: "firing",
    active: "firing",
    reopened: "firing",
    resurfaced: "firing",
    failed: "firing",
    warning: "firing",
    error: "firing",
    fixed: "resolved",
    passed: "resolved",
  },
  otherwise: "firing",
}

export function nessusEvent(item: NessusItem): CanonicalEvent {
  const isAudit = item.family?.toLowerCase() === "policy compliance"
  return findingEvent({
    category: isAudit ? "policy" : "vulnerability",
    title: item.name ?? item.synopsis ?? `Plugin ${item.plugin ?? "without id"}`,
    description: [item.synopsis, item.description, item.solution && `Solution: ${item.solution}`, item.output]
      .filter(Boolean)
      .join("\n\n"),
    status: mapValue(states, "state", item.state),
    severity: mapValue(severities, "severity", item.severity),
    time: readWrittenTime("last seen", item.seen),
    vulnerability: item.plugin ?? item.name,
    asset: item.host ?? item.address,
    // One audit is one plugin with many checks.
    where: [
      [item.port, item.protocol?.toLowerCase()].filter(Boolean).join("/") || null,
      ...(isAudit ? [item.name] : []),
    ],
    cves: item.cves,
    url: item.link,
    observables: [item.address, item.host].flatMap((host) =>
      host && isIP(host)
        ? observable("ip", host)
        : [...observable("url", host), ...observable("domain", host)],
    ),
    labels: {
      ...(item.family ? { family: item.family } : {}),
      ...(item.port ? { port: item.port } : {}),
      ...(item.protocol ? { protocol: item.protocol } : {}),
      ...item.labels,
    },
    expects: {
      pluginID: item.plugin,
      pluginName: item.name,
      severity: item.severity,
      host: item.host ?? item.address,
    },
  })
}
