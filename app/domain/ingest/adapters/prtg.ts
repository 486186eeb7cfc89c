import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, type Category } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf } from "../documents.ts"
import { at, firstText, listOf, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { filledIn, postedOf } from "../posted.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** States of a sensor, by their word and by the number that the API gives. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    down: "critical",
    "down (partial)": "high",
    "down (acknowledged)": "medium",
    error: "critical",
    alerting: "medium",
    warning: "medium",
    unusual: "low",
    unknown: "low",
    up: "info",
    ok: "info",
    paused: "info",
    "5": "critical",
    "14": "high",
    "13": "medium",
    "4": "medium",
    "10": "low",
    "1": "low",
    "3": "info",
  },
  otherwise: "medium",
}

const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    down: "firing",
    "down (partial)": "firing",
    "down (acknowledged)": "info",
    error: "firing",
    alerting: "firing",
    warning: "firing",
    unusual: "firing",
    unknown: "info",
    up: "resolved",
    ok: "resolved",
    paused: "info",
    "5": "firing",
    "14": "firing",
    "13": "info",
    "4": "firing",
    "10": "firing",
    "1": "info",
    "3": "resolved",
    "7": "info",
    "8": "info",
    "9": "info",
    "11": "info",
    "12": "info",
  },
  otherwise: "firing",
}

/**
 * PRTG's notification "Execute HTTP action": a form or JSON with the names of PRTG's placeholders (`%sensorid`,
 * `%laststatus`), and the sensors that its API lists.
 *
 * @see https://www.paessler.com/manuals/prtg/list_of_placeholders_for_notifications
 */
export const prtg: Adapter = {
  key: "prtg",
  label: "PRTG Network Monitor",
  discipline: "noc",
  normalise(body) {
    const sensors = postedOf(body, "PRTG").flatMap(unlisted).map(filledIn)
    const known = sensors.filter((one) => firstText(one, ...names.id, ...names.sensor, "device") !== null)
    if (known.length === 0) throw new UnreadableBody("no sensor, as every notification of PRTG has")
    return eventsOf(known, eventOf)
  },
}

const names = {
  id: ["sensorid", "objid", "objectid", "sensor_id", "alert_uid", "id"],
  sensor: ["sensor", "name", "sensorname", "objectname", "shortname", "title"],
  device: ["device", "host", "devicename", "deviceid"],
  status: ["status", "laststatus", "state", "status_raw", "objectstatus"],
  message: ["message", "lastmessage", "message_raw", "down"],
  time: ["datetime", "timestamp", "date", "laststatus_utc"],
}

function unlisted(document: unknown): readonly unknown[] {
  const list = at(document, "sensors")
  return Array.isArray(list) ? listOf(list) : [document]
}

function eventOf(sensor: unknown): CanonicalEvent {
  const id = firstText(sensor, ...names.id)
  const [name, device] = [firstText(sensor, ...names.sensor), firstText(sensor, ...names.device)]
  const message = firstText(sensor, ...names.message)
  const given = firstText(sensor, ...names.status)
  const state = stateOf(given)
  const time = names.time.find((one) => at(sensor, one))
  return canonicalEvent({
    discipline: "noc",
    category: categoryOf(name ?? ""),
    title: [[device, name].filter(Boolean).join("/") || `PRTG sensor ${id}`, given]
      .filter(Boolean)
      .join(": "),
    description: message,
    status: withWord(mapValue(states, "status", state), given),
    severity: mapValue(severities, "status", state),
    time: readWrittenTime(time ?? "datetime", time && at(sensor, time)),
    externalId: id,
    // A sensor has one state at a time; its id is the same in all of them.
    dedupeKey: id ? [id] : [null, device, name],
    groupKey: [name ?? id],
    asset: device,
    rule: name,
    url: firstText(sensor, "linksensor", "sensorurl", "link", "linkdevice"),
    observables: [...hostsOf(sensor), ...findObservables(message)],
    labels: pickLabels(sensor, shown),
    expects: { sensorid: id, status: given },
  })
}

const hostsOf = (sensor: unknown) => [
  ...observable("ip", firstText(sensor, "host", "hostip", "ip")),
  ...observable("domain", firstText(sensor, "host")),
]

const shown = ["group", "probe", "priority", "prio", "lastvalue", "tags", "since", "location", "sitename"]

const withWord = (status: Mapped<CanonicalEvent["kind"]>, word: string | null) => ({ ...status, word })

/** `Down ended (now: Up)`, `Warning ESCALATION`, `still Down`, `Error cleared`: the state that holds now. */
function stateOf(given: string | null): string | null {
  if (given === null) return null
  const word = given.slice(0, 200)
  const now = /\(now: ?([^)]{1,40})/i.exec(word)?.[1] ?? word
  if (/\bcleared\b|\bended\b|\bresolved\b/i.test(now)) return "Up"
  return /^(?:still |new )?(down ?\((?:partial|acknowledged)\)|[a-z0-9]{1,20})/i.exec(now.trim())?.[1] ?? now
}

function categoryOf(sensor: string): Category {
  if (/ping|uptime|http|port|service/i.test(sensor.slice(0, 500))) return "availability"
  return /disk|memory|storage|volume|free/i.test(sensor.slice(0, 500)) ? "capacity" : "performance"
}
