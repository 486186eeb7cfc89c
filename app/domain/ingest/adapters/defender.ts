import { type Adapter, type CanonicalEvent, ignored, type Normalised } from "../adapter.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields } from "../fields.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { cloudAlertEvent, isCloudAlert } from "./defender-cloud.ts"
import { endpointAlertEvent, isEndpointAlert } from "./defender-endpoint.ts"
import { deviceVulnerabilityEvent, isDeviceVulnerability } from "./defender-vulnerability.ts"

/**
 * Microsoft Defender: alerts of Defender for Endpoint's API, incidents of Defender XDR with their alerts, the streaming
 * API (of its tables, AlertInfo holds alerts), alerts of Defender for Cloud, and the weaknesses of devices.
 *
 * @see https://learn.microsoft.com/en-us/defender-endpoint/api/alerts
 * @see https://learn.microsoft.com/en-us/defender-xdr/streaming-api
 * @see https://learn.microsoft.com/en-us/azure/defender-for-cloud/alerts-schemas
 */
export const defender: Adapter = {
  key: "defender",
  label: "Microsoft Defender",
  discipline: "soc",
  normalise(body) {
    const pages = documentsOf(body, "Microsoft Defender")
    if (isEmptyPage(pages, "value", "records")) return ignored("an answer without alerts")
    return readEntries(entriesOf(pages, "value", "records").map(opened))
  },
}

/** A record of the streaming API is in `properties`, with its table beside. */
type Entry = { readonly table: string | null; readonly alert: unknown }

function opened(entry: unknown): Entry {
  const table = firstText(entry, "category")
  const properties = at(entry, "properties")
  return table?.startsWith("AdvancedHunting-") && isFields(properties)
    ? { table: table.slice("AdvancedHunting-".length), alert: properties }
    : { table: null, alert: entry }
}

function readerOf(alert: unknown): ((alert: unknown) => CanonicalEvent) | null {
  if (isDeviceVulnerability(alert)) return deviceVulnerabilityEvent
  if (isCloudAlert(alert)) return cloudAlertEvent
  return !isPosture(alert) && isEndpointAlert(alert) ? endpointAlertEvent : null
}

/** What Defender for Cloud exports beside alerts, and the lists of machines and of weaknesses without their machine. */
function isPosture(entry: unknown): boolean {
  const kind = `${firstText(entry, "type")} ${firstText(entry, "id")}`.slice(0, 2000)
  const isCloud = /\bMicrosoft\.Security\//i.test(kind) && !/\/alerts(?:[/ ]|$)/i.test(kind)
  return isCloud || firstText(entry, "healthStatus", "cvssV3", "cveId") !== null
}

function readEntries(entries: readonly Entry[]): Normalised {
  const alerts = entries
    .filter(({ table }) => table === null || table === "AlertInfo")
    .map(({ alert }) => alert)
    .filter((alert) => readerOf(alert) !== null)
  if (alerts.length > 0) return eventsOf(alerts, (alert) => (readerOf(alert) ?? endpointAlertEvent)(alert))
  if (entries.some(({ alert }) => isPosture(alert)))
    return ignored("recommendations, scores and inventory, not alerts")
  const tables = new Set(entries.flatMap(({ table }) => table ?? []))
  if (tables.size > 0)
    return ignored(`tables beside the alerts: ${[...tables].slice(0, 5).join(", ").slice(0, 200)}`)
  throw new UnreadableBody("no alert of Microsoft Defender: neither title nor severity")
}
