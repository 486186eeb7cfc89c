import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields, listOf } from "../fields.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { fusionEvent } from "./crowdstrike-fusion.ts"
import { detectionEvent } from "./crowdstrike-detection.ts"
import { type CrowdstrikeEvent, statusEvent } from "./crowdstrike-status.ts"

/**
 * CrowdStrike Falcon: the event stream (also through the SIEM connector), answers of the alerts, detections and incidents
 * APIs, and the JSON of a Fusion workflow. Of the stream, what ends in SummaryEvent and a few others are alerts; changes
 * of a detection's status end it; the rest is audit and telemetry.
 *
 * @see https://www.falconpy.io/Service-Collections/Alerts.html
 * @see https://www.falconpy.io/Service-Collections/Event-Streams.html
 */
export const crowdstrike: Adapter = {
  key: "crowdstrike",
  label: "CrowdStrike Falcon",
  discipline: "soc",
  normalise(body) {
    const pages = documentsOf(body, "CrowdStrike Falcon")
    if (isEmptyPage(pages, "resources")) return ignored("an answer without alerts")
    const entries = entriesOf(pages, "resources").map(opened)
    const alerts = entries.flatMap((entry) => readerOf(entry) ?? [])
    if (alerts.length > 0) return eventsOf(alerts, (read) => read())
    const named = new Set(entries.flatMap(({ type }) => type ?? []))
    if (named.size === 0 && entries.every(({ event }) => isInventory(event)))
      return ignored("an inventory of hosts, not alerts")
    if (named.size === 0)
      throw new UnreadableBody("no event of CrowdStrike: neither an event type nor an alert's id")
    return ignored(`audit and telemetry, not alerts: ${[...named].slice(0, 5).join(", ").slice(0, 200)}`)
  },
}

const streamed =
  /(?:Detection|Incident|Lead|Notification)SummaryEvent$|^(?:IdentityProtectionEvent|IdpDetection|XdrDetection|Cspm(?:IOA|Search)StreamingEvent|CustomerIOCEvent|HashSpreadingEvent)/i
const ids = ["composite_id", "CompositeId", "detection_id", "DetectId", "incident_id", "IncidentId", "LeadId"]

function opened(given: unknown): CrowdstrikeEvent {
  // An HTTP event of Splunk's has all of it in `event`.
  const whole = at(given, "event")
  const entry = isFields(at(whole, "metadata")) && isFields(at(whole, "event")) ? whole : given
  const parts = [at(entry, "event"), fusionEvent(entry), at(entry, "data"), at(entry, "unknown_payload")]
  const event = parts.find(isFields) ?? entry
  return { type: typeOf(entry) ?? typeOf(event), metadata: at(entry, "metadata"), event }
}

/** Where the replicated data has events of the stream, they are all of one type and their own is beside it. */
function typeOf(entry: unknown): string | null {
  const type = firstText(
    entry,
    "metadata.eventType",
    "ExternalApiType",
    "eventType",
    "event_simpleName",
    "fdr_event_type",
  )
  return type?.replace(/^Event_/, "") ?? null
}

/** How an entry is read as an alert; null when it is none. */
function readerOf(entry: CrowdstrikeEvent): (() => CanonicalEvent) | null {
  const { type, event } = entry
  const status = statusEvent(entry)
  if (status) return () => status
  const hasId = firstText(event, ...ids) !== null
  const isDetection =
    firstText(event, "DetectName", "detection.name", "behaviors") !== null || hasBehaviours(event)
  return (type ? streamed.test(type) : hasId || isDetection) ? () => detectionEvent(entry) : null
}

const hasBehaviours = (event: unknown) => listOf(at(event, "behaviors")).length > 0

/** A row of the Data Replicator's tables of hosts, interfaces and users, which are of no type: whose customer, and when. */
const isInventory = (event: unknown) =>
  firstText(event, "cid") !== null && firstText(event, "_time", "Time") !== null
