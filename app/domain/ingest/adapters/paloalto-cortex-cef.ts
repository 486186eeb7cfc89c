import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { type Cef, labelledExtensions } from "../cef.ts"
import { firstText } from "../fields.ts"
import { findObservables, observable, pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readWrittenTime } from "../written-time.ts"
import { mapValue, type ValueMap } from "../value-map.ts"

/** The figures of its notification format: no others are sent. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    "0": "medium",
    "2": "info",
    "4": "info",
    "6": "low",
    "8": "medium",
    "9": "high",
    "10": "critical",
  },
  otherwise: "medium",
}

export function isCortexCef(line: Cef | null): line is Cef {
  return /^(?:Cortex XDR|Cortex XSIAM|Traps Agent|Traps Management)/i.test(line?.deviceProduct ?? "")
}

/** What an administrator or an agent did, sent in the same format. */
export function isCortexAudit(line: Cef): boolean {
  return /audit logs?$/i.test(line.signatureId) || /^Traps/i.test(line.deviceProduct)
}

/**
 * An alert that Cortex XDR forwards to syslog.
 *
 * @see https://docs-cortex.paloaltonetworks.com/r/Cortex-XDR/Cortex-XDR-Documentation/Alert-notification-format
 */
export function cortexCefEvent({ extensions, name, severity, signatureId }: Cef): CanonicalEvent {
  const id = firstText(extensions, "externalId")
  const named = labelledExtensions(extensions)
  const asset = firstText(extensions, "shost", "dvchost", "dvc")
  const users =
    firstText(extensions, "suser")
      ?.split(/[[\]',"]+/)
      .map((user) => user.trim()) ?? []
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: name || signatureId || "Cortex XDR alert",
    description: firstText(extensions, "msg") ?? firstText(named, "CGO CMD", "Initiator CMD"),
    status: { value: "firing", word: firstText(extensions, "act"), partial: [] },
    severity: mapValue(severities, "severity", severity || null),
    time: readWrittenTime("end", firstText(extensions, "end", "rt")),
    externalId: id,
    // The number of the alert, as the API and the console have it.
    dedupeKey: id ? ["alert", id] : [null, name, asset],
    groupKey: [name],
    asset,
    rule: name,
    url: firstText(extensions, "request"),
    observables: [
      ...users.filter(Boolean).flatMap((user) => observable("user", user.replace(/\\\\/g, "\\"))),
      ...pickObservables(extensions, { ip: ["src", "dst", "dvc"], domain: ["dhost"] }),
      ...["fileHash", "cs1", "cs2", "cs5", "cs6", "filePath"].flatMap((key) =>
        findObservables(extensions[key] ?? null),
      ),
    ],
    techniques: findTechniques(Object.values(extensions)),
    labels: { source: signatureId, ...named, ...extensions },
    expects: { externalId: id, name: name || null },
  })
}
