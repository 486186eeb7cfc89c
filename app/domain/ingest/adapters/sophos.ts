import { type Adapter, type CanonicalEvent, ignored, type Normalised } from "../adapter.ts"
import type { Body } from "../body.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { firstText } from "../fields.ts"
import { parseKeyValues } from "../key-values.ts"
import { entriesOf, isEmptyPage } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { centralEvent, isCentral, isCentralAlert } from "./sophos-central.ts"
import { detectionEvent, isDetection } from "./sophos-detection.ts"
import { firewallEvent, isFirewallAlert, isFirewallLog } from "./sophos-firewall.ts"
import { isUtmAlert, isUtmLog, utmEvent } from "./sophos-utm.ts"

/**
 * Sophos: events and alerts of Central (the SIEM integration's lines and the answers of both APIs), detections of XDR, and
 * the syslog of the firewall and of its forerunner UTM. Of each, what was found, stopped or broken is an alert; the rest is a log.
 *
 * @see https://developer.sophos.com/docs/siem-v1/1/overview
 * @see https://docs.sophos.com/nsg/sophos-firewall/latest/Help/en-us/webhelp/onlinehelp/AdministratorHelp/Logs/
 */
export const sophos: Adapter = {
  key: "sophos",
  label: "Sophos",
  discipline: "soc",
  normalise(body) {
    return body.kind === "text" ? readLines(body.text) : readDocuments(body)
  },
}

function readDocuments(body: Body): Normalised {
  const pages = documentsOf(body, "Sophos")
  if (isEmptyPage(pages, "items")) return ignored("an answer without events")
  const entries = entriesOf(pages, "items")
  const detections = entries.filter(isDetection)
  if (detections.length > 0) return eventsOf(detections, detectionEvent)
  const known = entries.filter((entry) => isCentral(entry) || isFirewallLog(entry))
  if (known.length === 0) throw new UnreadableBody("no event of Sophos: neither type nor severity")
  const alerts = known.filter((entry) =>
    isFirewallLog(entry) ? isFirewallAlert(entry) : isCentralAlert(entry),
  )
  if (alerts.length > 0)
    return eventsOf(alerts, (entry): CanonicalEvent =>
      isFirewallLog(entry) ? firewallEvent(entry) : centralEvent(entry),
    )
  const types = new Set(known.flatMap((entry) => firstText(entry, "type", "log_type") ?? []))
  return ignored(`events of everyday, not alerts: ${[...types].slice(0, 5).join(", ").slice(0, 200)}`)
}

function readLines(text: string): Normalised {
  const lines = text
    .split("\n")
    .filter((line) => line.includes("="))
    .map((line) => ({ line, fields: parseKeyValues(line.slice(0, 20_000)) }))
  const logs = lines.map(({ fields }) => fields).filter(isFirewallLog)
  const older = lines.filter(({ fields }) => isUtmLog(fields))
  if (logs.length === 0 && older.length === 0)
    throw new UnreadableBody("no log_type, as every line of Sophos Firewall has")
  const alerts = [
    ...logs.filter(isFirewallAlert).map((log) => () => firewallEvent(log)),
    ...older.filter(({ fields }) => isUtmAlert(fields)).map((log) => () => utmEvent(log)),
  ]
  return alerts.length > 0 ? eventsOf(alerts, (read) => read()) : ignored("traffic of a firewall, not alerts")
}
