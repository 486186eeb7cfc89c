import type { Severity } from "../../alerts/severity.ts"
import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, listOf, pickLabels, text } from "../fields.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { type Mapped, mapScore, mapValue, type ScoreMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { crowdstrikeObservables, manyOf } from "./crowdstrike-observables.ts"
import { crowdstrikeStates, type CrowdstrikeEvent } from "./crowdstrike-status.ts"

/** Of 100, since 2024. */
const scores: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [80, "critical"],
    [60, "high"],
    [40, "medium"],
    [20, "low"],
    [0, "info"],
  ],
  otherwise: "medium",
}
/** Of 5, in the detections of before. */
const oldScores: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [5, "critical"],
    [4, "high"],
    [3, "medium"],
    [2, "low"],
    [0, "info"],
  ],
  otherwise: "medium",
}

export function detectionEvent(entry: CrowdstrikeEvent): CanonicalEvent {
  const { event, metadata, type } = entry
  const behaviour = listOf(at(event, "behaviors"))[0]
  const id = firstText(event, ...ids)
  const name = nameOf(event) ?? firstText(behaviour, "display_name", "scenario")
  const description =
    firstText(event, "DetectDescription", "Description", "IncidentDescription", "NotificationSummary") ??
    firstText(behaviour, "description")
  const technique = firstText(event, "Technique", "technique_id") ?? firstText(behaviour, "technique")
  const asset = hostOf(event)
  const link = firstText(event, "FalconHostLink", "falcon_host_link", "incident_link")
  const severity = severityOf(event, type)
  const state = firstText(event, "State", "status")
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: name ?? description?.split("\n")[0] ?? `CrowdStrike ${wordsOf(type)}${id ? ` ${id}` : ""}`,
    description,
    status: mapValue(crowdstrikeStates, "status", state),
    severity,
    time: timeOf(event, metadata),
    externalId: id,
    // The id of the detection, lead or incident: its updates and its closing carry it too.
    dedupeKey: id ? [id] : [type, name ?? link, asset],
    groupKey: [name ?? type, technique],
    asset,
    rule: name,
    url: link,
    observables: crowdstrikeObservables(event),
    techniques: findTechniques(
      ["Technique", "TechniqueId", "TechniqueIds", "technique_id", "MitreTechniqueId"].map((field) =>
        firstText(event, field),
      ),
      ["MitreAttack", "mitre_attack", "behaviors"].flatMap((list) =>
        listOf(at(event, list))
          .slice(0, 500)
          .map((item) => firstText(item, "TechniqueID", "technique_id")),
      ),
      listOf(at(event, "techniques")),
    ),
    labels: { ...(type ? { type } : {}), ...pickLabels(event, shown) },
    expects: /incident/i.test(type ?? "") ? { IncidentID: id } : { id, name, severity: severity.word },
  })
}

const ids = [
  "CompositeId",
  "composite_id",
  "DetectId",
  "detection_id",
  "IncidentID",
  "incident_id",
  "IdentityProtectionIncidentId",
  "LeadId",
  "NotificationId",
  "DetectionId",
  "id",
]
const names = [
  "DetectName",
  "display_name",
  "Name",
  "detection.name",
  "IncidentName",
  "RuleName",
  "PolicyStatement",
  "DetectionName",
  "IncidentType.Name",
  "IncidentType",
]

/** The type of an incident is a word here and a figure there. */
function nameOf(event: unknown): string | null {
  const found = names.map((name) => firstText(event, name))
  return found.find((name) => name !== null && !/^\d+$/.test(name)) ?? null
}

const shown = {
  tactic: "Tactic",
  technique: "Technique",
  objective: "Objective",
  action: "PatternDispositionDescription",
  file: "FileName",
  path: "FilePath",
  command: "CommandLine",
  parent: "ParentCommandLine",
  user: "UserName",
  domain: "LogonDomain",
  sensor: "SensorId",
  agent: "AgentId",
  product: "SourceProducts",
  ioc: "IOCValue",
  assigned: "assigned_to_name",
}

function hostOf(event: unknown): string | null {
  const named = firstText(
    event,
    "ComputerName",
    "Hostname",
    "device.hostname",
    "SourceEndpointHostName",
    "EndpointName",
  )
  if (named !== null) return named
  const parts = ["hosts", "ThreatgraphIndicators", "host_names"].map((list) => manyOf(event, list)[0])
  return parts.map((part) => firstText(part, "hostname") ?? text(part)).find((host) => host !== null) ?? null
}

function severityOf(event: unknown, type: string | null): Mapped<Severity> {
  const name = firstText(event, "SeverityName", "severity_name", "max_severity_displayname", "RulePriority")
  if (name !== null) return mapValue(severityWords, "SeverityName", name)
  const score = firstText(event, "Severity", "max_severity")
  if (score !== null && Number.isNaN(Number(score))) return mapValue(severityWords, "Severity", score)
  const isOld = type === "DetectionSummaryEvent" && Number(score) <= 5
  if (score !== null) return mapScore(isOld ? oldScores : scores, "Severity", score)
  return fineScore(firstText(event, "FineScore", "fine_score", "Score"), type)
}

/** Incidents are scored to 10 by the stream and to 100 by the API. */
function fineScore(score: string | null, type: string | null): Mapped<Severity> {
  const isTenths = type === "IncidentSummaryEvent" && score !== null
  const mapped = mapScore(scores, "FineScore", isTenths ? String(Number(score) * 10) : score)
  return { ...mapped, word: score }
}

function timeOf(event: unknown, metadata: unknown) {
  const given = [
    ["eventCreationTime", at(metadata, "eventCreationTime")],
    ["timestamp", at(event, "timestamp")],
    ["UTCTimestamp", at(event, "UTCTimestamp")],
    ["created_timestamp", at(event, "created_timestamp")],
    ["first_behavior", at(event, "first_behavior")],
    ["start", at(event, "start")],
  ] as const
  const [field, value] = given.find(([, time]) => text(time) !== null) ?? ["eventCreationTime", undefined]
  return readWrittenTime(field, value)
}

/** `IncidentSummaryEvent` as words, for events without a name. */
function wordsOf(type: string | null): string {
  const words = (type ?? "detection").replace(/(?:Summary)?Event$/, "")
  return words.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()
}
