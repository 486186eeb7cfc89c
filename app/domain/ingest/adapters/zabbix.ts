import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, unwrap } from "../documents.ts"
import { at, fieldsOf, firstText, labelsOf, listOf, text } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { entriesOf } from "../pages.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { isExpanded, linkTo, messageFields, names, tagsOf } from "./zabbix-fields.ts"

/** {EVENT.NSEVERITY} and {EVENT.SEVERITY}. @see https://www.zabbix.com/documentation/current/en/manual/config/triggers/severity */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    "0": "info",
    "1": "info",
    "2": "medium",
    "3": "medium",
    "4": "high",
    "5": "critical",
    "not classified": "info",
    information: "info",
    warning: "medium",
    average: "medium",
    high: "high",
    disaster: "critical",
  },
  otherwise: "medium",
}

/** {EVENT.VALUE}, {EVENT.STATUS} and {TRIGGER.STATUS}. An update is of a problem that goes on. */
const statuses: ValueMap<"firing" | "resolved"> = {
  version: 3,
  values: {
    "1": "firing",
    "0": "resolved",
    alerting: "firing",
    problem: "firing",
    firing: "firing",
    update: "firing",
    ok: "resolved",
    resolved: "resolved",
    recovery: "resolved",
  },
  otherwise: "firing",
}

/**
 * Zabbix' webhook media type. Its script sends what its parameters say, so the macros go by the names that Zabbix' own
 * media types and its users give them; what only stands in the default message is read from there. Also the events of its
 * real-time export. A recovery carries the id of the problem it ends.
 *
 * @see https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook
 */
export const zabbix: Adapter = {
  key: "zabbix",
  label: "Zabbix",
  discipline: "noc",
  normalise(body) {
    const documents = read(body)
    if (documents.every(isReading)) return ignored("readings of items, not problems")
    const readers = documents.filter((one) => !isReading(one)).map(readerOf)
    const found = readers.filter((r) => r.first("title") ?? r.first("event") ?? r.first("trigger"))
    if (found.length === 0)
      throw new UnreadableBody("neither an event id, a trigger id nor a title, as Zabbix' webhook sends")
    if (found.every((r) => r.first("description") === testMessage)) return ignored("a test of the media type")
    const problems = found.filter((r) => !discoveries.has(firstText(r.fields, "event_source") ?? "0"))
    if (problems.length === 0) return ignored("a discovery or registration of hosts, not a problem")
    return eventsOf(problems, eventOf)
  },
}

/** What the button to test a media type sends unless somebody changes it. */
const testMessage = "This is the test message from Zabbix"

/** History and trends of the real-time export. */
const isReading = (document: unknown) =>
  at(document, "itemid") !== undefined && at(document, "eventid") === undefined

/** {EVENT.SOURCE}: 1 is network discovery, 2 is a new agent. */
const discoveries = new Set(["1", "2"])

function read(body: Body): readonly unknown[] {
  if (body.kind === "form") return [body.fields]
  if (body.kind === "text") return [{ message: body.text }]
  return entriesOf(documentsOf(body, "Zabbix' webhook"), "result").map((value) =>
    listedProblem(unwrap(value, "params")),
  )
}

/** A problem as `problem.get` and `event.get` list it: over when there is an event that ended it. */
function listedProblem(value: unknown): unknown {
  if (at(value, "r_eventid") === undefined || at(value, "objectid") === undefined) return value
  const isOver = !/^0?$/.test(firstText(value, "r_eventid") ?? "")
  return { ...fieldsOf(value), event_value: isOver ? "0" : "1", trigger_id: firstText(value, "objectid") }
}

/** The parameters that have a value, and the lines of the message for what they lack. */
type Reader = {
  readonly fields: Readonly<Record<string, unknown>>
  readonly first: (what: keyof typeof names) => string | null
}

function readerOf(document: unknown): Reader {
  const fields = Object.fromEntries(
    Object.entries(fieldsOf(document)).filter(([, value]) => isExpanded(value)),
  )
  const message = messageFields(fields)
  return {
    fields,
    first: (what) => firstText(fields, ...names[what]) ?? firstText(message, ...names[what]),
  }
}

function eventOf({ fields, first }: Reader): CanonicalEvent {
  const [event, trigger, title] = [first("event"), first("trigger"), first("title")]
  const description = first("description")
  const host = first("host") ?? firstText(listOf(at(fields, "hosts"))[0], "name", "host")
  const tags = at(fields, "event_tags") ?? at(fields, "event_tagsjson") ?? at(fields, "tags")
  return canonicalEvent({
    discipline: "noc",
    category: "availability",
    title: withoutStatus(title) || `Zabbix event ${event ?? trigger}`,
    description,
    status: mapValue(statuses, "event_value", statusOf(fields, first)),
    severity: mapValue(severities, "event_nseverity", first("severity")),
    time: timeOf(fields),
    externalId: event ?? trigger,
    dedupeKey: event ? [event] : [null, trigger ?? withoutStatus(title), host],
    groupKey: [trigger ?? withoutStatus(title) ?? event],
    asset: host,
    rule: trigger,
    url: first("url") ?? linkTo(firstText(fields, "zabbix_url"), trigger, event),
    observables: [
      ...observable("ip", first("address")),
      ...findObservables(title),
      ...findObservables(description),
    ],
    techniques: findTechniques(title, text(tags)),
    labels: { ...labelsOf(parametersOf(fields)), ...tagsOf(tags) },
    expects: { event_id: event, event_name: title },
  })
}

/** `event_value` wins; some set-ups send none but say it in the subject. A bare `value` is the export's, with its clock. */
function statusOf(fields: unknown, first: Reader["first"]): string | null {
  const exported = at(fields, "clock") === undefined ? null : firstText(fields, "value")
  const given = first("status") ?? exported
  if (given) return given
  const recovery = firstText(fields, "recovery", "is_recovery")
  if (recovery) return /^(1|true|yes)$/i.test(recovery) ? "recovery" : "problem"
  const written = /^(resolved|recovery|ok)\b/i.exec(first("title") ?? "")?.[1]
  // {EVENT.RECOVERY.DATE} and its like have a value in a recovery alone.
  return written ?? (firstText(fields, ...recoveries) === null ? null : "recovery")
}

const recoveries = [
  "event_recovery_datetime",
  "event_recovery_timestamp",
  "event_recovery_date",
  "event_recovery_id",
]

function withoutStatus(title: string | null): string | null {
  return (
    title?.replace(/^(?:updated problem|problem|resolved|recovery|ok|update)(?: in [^:]{1,40})?:\s/i, "") ||
    null
  )
}

/** {EVENT.DATE} and {EVENT.TIME} are the server's local time, without its zone. */
function timeOf(fields: unknown) {
  const [clock, nanoseconds] = [firstText(fields, "clock"), firstText(fields, "ns")]
  if (clock && nanoseconds) return readTime("clock", `${clock}.${nanoseconds.padStart(9, "0")}`)
  const stamp = names.time.find((name) => at(fields, name) !== undefined)
  if (stamp) return readTime(stamp, at(fields, stamp))
  return readTime(
    "event_date",
    `${firstText(fields, "event_date") ?? ""} ${firstText(fields, "event_time") ?? ""}`.trim(),
  )
}

/** The parameters of a media type hold its credentials beside the macros. */
function parametersOf(fields: Readonly<Record<string, unknown>>) {
  const kept = Object.entries(fields).filter(
    ([name]) => !/token|secret|passw|api_?key|message|description/i.test(name.slice(0, 100)),
  )
  return Object.fromEntries(kept)
}
