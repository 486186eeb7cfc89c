import type { CanonicalEvent, Category } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { at, firstText, pickLabels } from "../fields.ts"
import { findObservables, observable, pickObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { mapValue } from "../value-map.ts"

/** Types of events that nothing follows from, by a part of their name. */
const everyday =
  /(?:ScanComplete|SavScan|UpdateSuccess|UpdateRebootRequired|Registered|ReRegistered|UserAutoCreated|UserCreated|DeviceAdded|Created$|Login|Enrolled|PolicyApplied|Application::Allowed|AllowedApplication|AutomaticallyAllowed|Web(?:Filtering|Control)?Allowed|ServiceStarted|HeartbeatStarted|AdSyncSuccess|DownloadReputationUserTrusted|DeEncryption|KeyCreated|KeyReceived|OutlookPluginEnabled|DiskEncryptionInformation|EncryptionStarted)/i

/** Types that end what another began. Both share what they are about. */
const endings: readonly (readonly [ending: RegExp, about: string])[] = [
  [/(?:CleanedUp|Cleanable|::Cleanup|Removed$|PuaCleanup|Resolved|Dismissed)/i, "threat"],
  [/(?:SavEnabled|RealTimeProtectionEnabled)/i, "protection"],
  [/(?:ServiceRestored|ServicesRunning|Restarted)/i, "service"],
  [/(?:::Compliant|BackInCompliance|NowCompliant)/i, "compliance"],
  [/(?:HeartbeatRestored|Reconnected|::Protected)/i, "contact"],
]
const beginnings: readonly (readonly [beginning: RegExp, about: string])[] = [
  [/(?:Threat|Malware|Virus|Pua|CoreDetection|CoreClean|Detection)/i, "threat"],
  [/(?:SavDisabled|RealTimeProtectionDisabled)/i, "protection"],
  [/(?:ServiceNotRunning|ServiceFail)/i, "service"],
  [/NonCompliant/i, "compliance"],
  [/(?:HeartbeatMissing|Disconnected|NotProtected|OutOfDate|UpdateFailure)/i, "contact"],
]

export function isCentral(entry: unknown): boolean {
  const isTyped = firstText(entry, "type", "category", "datastream") !== null
  return isTyped && firstText(entry, "severity", "name", "description", "endpoint_id") !== null
}

export function isCentralAlert(entry: unknown): boolean {
  if (firstText(entry, "datastream") === "alert") return true
  return !everyday.test((firstText(entry, "type") ?? "").slice(0, 200))
}

export function centralEvent(entry: unknown): CanonicalEvent {
  const type = firstText(entry, "type", "category")
  const name = firstText(entry, "name", "description")
  const threat = firstText(entry, "threat", "threat_name", "detection_identity_name", "data.threat")
  const asset = firstText(
    entry,
    "dhost",
    "location",
    "managedAgent.name",
    "data.endpoint_java_id",
    "endpoint_id",
  )
  const about = aboutOf(type ?? "")
  const severity = firstText(entry, "severity")
  const time = ["end", "when", "raisedAt", "created_at", "rt"].find(
    (field) => firstText(entry, field) !== null,
  )
  const description = firstText(entry, "description", "core_remedy_items.descriptor")
  return canonicalEvent({
    discipline: "soc",
    category: categoryOf(type ?? ""),
    title: name ?? type ?? "Sophos Central event",
    description: description === name ? null : description,
    status: { value: about.isEnding ? "resolved" : "firing", word: type, partial: [] },
    severity: mapValue(severityWords, "severity", severity),
    time: readTime(time ?? "end", time ? at(entry, time) : undefined),
    externalId: firstText(entry, "id"),
    // The id is that of one event. What repeats, and what a cleaning ends, is the threat (or what is broken) at the
    // endpoint; without the name of a threat, the text says what was stopped.
    dedupeKey: [
      about.word ?? type,
      endpointOf(entry) ?? asset,
      about.word === "threat" ? (threat ?? named(name)) : about.word ? "-" : name,
    ],
    groupKey: [type, threat],
    asset,
    rule: threat ?? type,
    observables: [
      ...pickObservables(entry, {
        ip: ["source_info.ip", "ip"],
        user: ["suser", "person.name"],
        hash: ["appSha256", "core_remedy_items.sha256", "data.sha256"],
        mail: ["suser"],
      }),
      ...findObservables(name),
      ...observable("domain", /^Access was \S{1,20} to "([^"]{1,253})"/.exec(name ?? "")?.[1] ?? null),
    ],
    techniques: findTechniques(
      name,
      firstText(entry, "detection_identity_name"),
      firstText(entry, "mitre_technique"),
    ),
    labels: pickLabels(entry, [
      "type",
      "group",
      "endpoint_type",
      "endpoint_id",
      "suser",
      "threat",
      "datastream",
      "product",
    ]),
    expects: { type, severity, name },
  })
}

const endpointOf = (entry: unknown) =>
  firstText(entry, "endpoint_id", "managedAgent.id", "data.endpoint_id", "dhost")

/** `Malware cleaned up: 'EICAR' at 'C:\x'` and `Malware detected: 'EICAR' at …` name the same in quotes. */
function named(name: string | null): string | null {
  return /'([^']{1,200})'/.exec((name ?? "").slice(0, 2000))?.[1] ?? name
}

function aboutOf(type: string): { readonly word: string | null; readonly isEnding: boolean } {
  const short = type.slice(0, 200)
  const ending = endings.find(([pattern]) => pattern.test(short))
  if (ending) return { word: ending[1], isEnding: true }
  return { word: beginnings.find(([pattern]) => pattern.test(short))?.[1] ?? null, isEnding: false }
}

function categoryOf(type: string): Category {
  if (
    /(?:Compliant|Compliance|WebControl|WebFiltering|ApplicationControl|Application::|DataLoss|Peripheral)/i.test(
      type.slice(0, 200),
    )
  )
    return "policy"
  return "security"
}
