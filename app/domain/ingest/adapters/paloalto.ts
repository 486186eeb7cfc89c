import { type Adapter, type CanonicalEvent, ignored, type Normalised } from "../adapter.ts"
import type { Body } from "../body.ts"
import { parseCef } from "../cef.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, isFields } from "../fields.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { cortexCefEvent, isCortexAudit, isCortexCef } from "./paloalto-cortex-cef.ts"
import { cortexEvent, isCortex, isTelemetry } from "./paloalto-cortex.ts"
import { type PanOsLog, panOsEvent, readPanOsCef, readPanOsCsv, readPanOsJson } from "./paloalto-panos.ts"
import { isPrisma, prismaEvent } from "./paloalto-prisma.ts"

/**
 * Palo Alto Networks: alerts and incidents of Cortex XDR, alerts of Prisma Cloud, and the logs of PAN-OS firewalls and
 * Panorama as CSV, as CEF or as the JSON of Strata Logging Service. Of the logs, threats and what is wrong with the
 * firewall itself are alerts.
 *
 * @see https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields
 * @see https://docs-cortex.paloaltonetworks.com/r/Cortex-XDR-REST-API
 */
export const paloalto: Adapter = {
  key: "paloalto",
  label: "Palo Alto Networks",
  discipline: "soc",
  normalise(body) {
    return body.kind === "text" ? readLines(body.text) : readDocuments(body)
  },
}

function readLines(text: string): Normalised {
  const lines = text.split("\n").map((line) => ({ line, cef: parseCef(line) }))
  const cortex = lines.flatMap(({ cef }) => (isCortexCef(cef) ? [cef] : []))
  if (cortex.length > 0) {
    const alerts = cortex.filter((cef) => !isCortexAudit(cef))
    return alerts.length > 0
      ? eventsOf(alerts, cortexCefEvent)
      : ignored("an audit log of Cortex, not alerts")
  }
  const logs = lines.flatMap(({ line, cef }) => readPanOsCef(cef) ?? readPanOsCsv(line) ?? [])
  if (logs.length === 0) throw new UnreadableBody("no PAN-OS log, neither CSV nor CEF")
  return alertsOf(logs)
}

function readDocuments(body: Body): Normalised {
  const lists = ["reply.alerts", "reply.incidents", "alerts", "incidents", "reply.data"]
  const pages = documentsOf(body, "Palo Alto Networks")
  if (isEmptyPage(pages, ...lists)) return ignored("an answer without alerts")
  const entries = entriesOf(pages, ...lists).map((entry) => {
    // An incident with its parts, as get_incident_extra_data answers.
    const incident = at(entry, "incident")
    return isFields(incident) ? incident : entry
  })
  // A record of the logging service may name a policy and a severity too; what it is it says itself.
  const known = entries.filter(
    (entry) => readPanOsJson(entry) === null && (isPrisma(entry) || isCortex(entry)),
  )
  if (known.length > 0)
    return eventsOf(known, (entry): CanonicalEvent =>
      isPrisma(entry) ? prismaEvent(entry) : cortexEvent(entry),
    )
  const logs = entries.flatMap((entry) => readPanOsJson(entry) ?? messageLogs(entry))
  if (logs.length === 0 && entries.every(isTelemetry)) return ignored("telemetry of Cortex, not alerts")
  if (logs.length === 0) throw new UnreadableBody("no alert of Cortex or Prisma Cloud and no log of PAN-OS")
  return alertsOf(logs)
}

/** A log line that a collector put into a document. */
function messageLogs(entry: unknown): PanOsLog[] {
  const line = firstText(entry, "message", "event.original", "_raw", "raw")
  const log = line && (readPanOsCef(parseCef(line)) ?? readPanOsCsv(line))
  return log ? [log] : []
}

function alertsOf(logs: readonly PanOsLog[]): Normalised {
  const alerts = logs.filter((log) => log.isAlert)
  if (alerts.length > 0) return eventsOf(alerts, panOsEvent)
  const types = [...new Set(logs.map((log) => log.type))].slice(0, 5).join(", ")
  return ignored(`logs, not alerts: ${types.slice(0, 100)}`)
}
