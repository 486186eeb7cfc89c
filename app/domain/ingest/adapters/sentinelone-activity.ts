import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, pickLabels } from "../fields.ts"
import { observable, pickObservables } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { type Mapped, mapValue } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { ruleSeverities } from "./sentinelone-rule-alert.ts"
import { sentinelConfidence, sentinelStates } from "./sentinelone-threat.ts"

/**
 * Activities that raise: new threats, active, suspicious or prevented (18 to 20, 4001 to 4003), those that an engine in the
 * cloud marked (4106 to 4113), and an alert of a custom or platform rule.
 */
const raising = new Set(
  "18 19 20 3608 3784 4001 4002 4003 4106 4107 4108 4109 4110 4111 4112 4113".split(" "),
)

export function isActivity(entry: unknown): boolean {
  return firstText(entry, "activityType") !== null
}

export function isThreatActivity(activity: unknown): boolean {
  return threatOf(activity) !== null || raising.has(firstText(activity, "activityType") ?? "")
}

function threatOf(activity: unknown): string | null {
  const ids = ["threatId", "data.threatId", "data.alertId"].map((field) => firstText(activity, field))
  return ids.find((id) => id !== null && !/^(?:-|n\/a|none|null)$/i.test(id)) ?? null
}

/** What happened to a threat: raised, resolved, or worked on (killed, quarantined, commented), which is neither. */
export function activityEvent(activity: unknown): CanonicalEvent {
  const data = at(activity, "data")
  const type = firstText(activity, "activityType")
  const id = threatOf(activity)
  const rule = firstText(data, "rulename", "ruleName")
  const text = firstText(activity, "primaryDescription", "description")
  const file = firstText(data, "fileDisplayName", "threatName")
  const asset = firstText(data, "computerName", "origagentname", "agentName")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: text ?? rule ?? file ?? `SentinelOne activity ${type ?? ""}`.trim(),
    description: [firstText(activity, "secondaryDescription"), firstText(data, "ruledescription")]
      .filter(Boolean)
      .join("\n"),
    status: stateOf(data, type),
    severity: severityOf(data),
    time: readWrittenTime("createdAt", at(activity, "createdAt")),
    // The id of the activity is that of one entry of the log; the threat's ties its entries to the threat itself.
    externalId: id,
    dedupeKey: id ? [id] : [type, rule ?? file, asset],
    groupKey: [rule ?? file],
    asset,
    rule: rule ?? firstText(data, "threatClassification"),
    observables: [
      ...pickObservables(data, observed),
      ...["sourceprocessusername", "username"].flatMap((field) => accounts(firstText(data, field))),
    ],
    techniques: findTechniques(firstText(data, "ruledescription"), rule),
    labels: { ...(type ? { activity: type } : {}), ...pickLabels(data, shown) },
    expects: { threatId: id, primaryDescription: text },
  })
}

function stateOf(data: unknown, type: string | null): Mapped<CanonicalEvent["kind"]> {
  const word = firstText(data, "newIncidentStatus", "newStatus", "newIncidentStatusTitle", "incidentStatus")
  if (word !== null) {
    const mapped = mapValue(sentinelStates, "newIncidentStatus", word)
    return mapped.value === "firing" && !raising.has(type ?? "") ? { ...mapped, value: "info" } : mapped
  }
  return {
    value: raising.has(type ?? "") ? "firing" : "info",
    word: firstText(data, "globalStatus"),
    partial: [],
  }
}

function severityOf(data: unknown) {
  const word = firstText(data, "severity")
  return word === null
    ? mapValue(sentinelConfidence, "confidenceLevel", firstText(data, "confidenceLevel"))
    : mapValue(ruleSeverities, "severity", word)
}

/** Of Linux the agent knows several: `Effective: root, Real: ann, Login: ann`. */
function accounts(given: string | null) {
  const names = /^(?:effective|real|login): /i.test(given ?? "")
    ? [...(given ?? "").slice(0, 1000).matchAll(/: ([^,]{1,200})/g)].map(([, name = ""]) => name)
    : [given]
  return names.flatMap((name) => observable("user", name))
}

const observed = {
  hash: [
    "fileContentHash",
    "sourceprocesssha256",
    "sourceprocesssha1",
    "sourceprocessmd5",
    "sourceparentprocesssha256",
    "sourceparentprocesssha1",
    "sourceparentprocessmd5",
    "tgtfilehashsha256",
    "tgtfilehashsha1",
  ],
  ip: ["srcip", "dstip", "srcmachineip"],
  domain: ["dnsrequest"],
} as const

const shown = {
  file: "fileDisplayName",
  path: "filePath",
  classification: "threatClassification",
  site: "siteName",
  group: "groupName",
  process: "sourceprocessname",
  command: "sourceprocesscommandline",
}
