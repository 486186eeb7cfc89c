import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, isFields, pickLabels } from "../fields.ts"
import { findObservables, pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { sentinelStates } from "./sentinelone-threat.ts"

/** Severities of rules, as the API and as activities write them. */
export const ruleSeverities: ValueMap<Severity> = {
  version: 1,
  values: {
    critical: "critical",
    e_critical: "critical",
    high: "high",
    e_high: "high",
    medium: "medium",
    e_medium: "medium",
    low: "low",
    e_low: "low",
    informational: "info",
    info: "info",
  },
  otherwise: "medium",
}

export function isRuleAlert(entry: unknown): boolean {
  return isFields(at(entry, "alertInfo")) || isFields(at(entry, "ruleInfo"))
}

/** An alert of a STAR custom rule, as cloud-detection/alerts answers it. */
export function ruleAlertEvent(alert: unknown): CanonicalEvent {
  const [info, rule] = [at(alert, "alertInfo"), at(alert, "ruleInfo")]
  const id = firstText(info, "alertId")
  const name = firstText(rule, "name")
  const severity = firstText(rule, "severity")
  const asset = firstText(
    alert,
    "agentDetectionInfo.name",
    "agentRealtimeInfo.name",
    "agentRealtimeInfo.agentComputerName",
  )
  const description = firstText(rule, "description", "s1ql")
  const status = mapValue(sentinelStates, "incidentStatus", firstText(info, "incidentStatus"))
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: name ?? `SentinelOne alert ${id ?? ""}`.trim(),
    description,
    status,
    severity: mapValue(ruleSeverities, "ruleInfo.severity", severity),
    time: readWrittenTime("createdAt", at(info, "createdAt") ?? at(info, "reportedAt")),
    externalId: id,
    dedupeKey: id ? [id] : [null, name, asset],
    groupKey: [firstText(rule, "id") ?? name],
    asset,
    rule: name,
    observables: [
      ...pickObservables(info, {
        ip: ["srcIp", "dstIp", "srcMachineIp"],
        domain: ["dnsRequest"],
        user: ["loginsUserName"],
      }),
      ...["sourceProcessInfo", "targetProcessInfo"].flatMap((part) =>
        pickObservables(at(alert, part), process),
      ),
      ...findObservables(firstText(alert, "sourceProcessInfo.commandline")),
    ],
    techniques: findTechniques(name, description),
    labels: {
      ...pickLabels(info, { event: "eventType", verdict: "analystVerdict", hit: "hitType" }),
      ...pickLabels(alert, { process: "sourceProcessInfo.name", command: "sourceProcessInfo.commandline" }),
    },
    expects: { alertId: id, "ruleInfo.name": name, "ruleInfo.severity": severity },
  })
}

const process = {
  hash: ["fileHashSha256", "fileHashSha1", "fileHashMd5", "tgtFileHashSha256", "tgtFileHashSha1"],
  user: ["user"],
} as const
