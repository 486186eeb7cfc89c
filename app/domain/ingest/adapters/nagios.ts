import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored, type Normalised } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf, unwrap } from "../documents.ts"
import { at, firstText, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { postedOf } from "../posted.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { readNagiosLine } from "./nagios-log.ts"
import { type NagiosProblem, problemOf } from "./nagios-fields.ts"

const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    ok: "info",
    up: "info",
    recovery: "info",
    pending: "info",
    warning: "medium",
    unknown: "medium",
    critical: "critical",
    down: "critical",
    unreachable: "high",
    started: "low",
    stopped: "info",
    disabled: "info",
  },
  otherwise: "medium",
}

/** States, and the types of notification that say nothing of a state. */
const kinds: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    ok: "resolved",
    up: "resolved",
    recovery: "resolved",
    pending: "info",
    warning: "firing",
    unknown: "firing",
    critical: "firing",
    down: "firing",
    unreachable: "firing",
    problem: "firing",
    started: "firing",
    stopped: "resolved",
    disabled: "resolved",
    acknowledgement: "info",
    custom: "info",
    flappingstart: "info",
    flappingstop: "info",
    flappingdisabled: "info",
  },
  otherwise: "firing",
}

/**
 * Nagios Core and XI, Icinga and Naemon: lines of the log, notifications posted with the names of the macros, the status
 * that XI's API lists, and Icinga 2's stream of events.
 *
 * @see https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html
 */
export const nagios: Adapter = {
  key: "nagios",
  label: "Nagios",
  discipline: "noc",
  normalise(body) {
    if (body.kind === "text" && !body.text.startsWith("--")) return ofLog(body.text)
    const documents = postedOf(body, "Nagios")
    const found = documents.flatMap(problemsOf)
    if (found.length === 0 && documents.some(isNote)) return ignored("a comment or a downtime, not a problem")
    if (found.length === 0) throw new UnreadableBody("no host, as every notification of Nagios has")
    const problems = found.filter((one) => !/^downtime/i.test(one.type ?? ""))
    if (problems.length === 0) return ignored("the start or end of a downtime, not a problem")
    return eventsOf(problems, eventOf)
  },
}

/** What Icinga 2's stream tells beside states, and the entries of XI's log that are about none. */
const isNote = (document: unknown) =>
  /^(?:Comment|Downtime|Object)[A-Z]/.test(firstText(document, "type") ?? "") ||
  firstText(document, "logentry_data") !== null ||
  Array.isArray(at(document, "logentry"))

/** XI lists its status and its log by what they are of. */
const lists = ["servicestatus", "hoststatus", "logentry", "results"]

/** Icinga's API has an object in `attrs`, the agents of PagerDuty the macros in `details`; a log shipped as JSON has the line in `message`, and XI's own entries in `logentry_data`. */
function problemsOf(document: unknown): NagiosProblem[] {
  const list = lists.map((name) => at(document, name)).find(Array.isArray)
  return (list ?? [document]).flatMap((entry) => {
    const one = unwrap(entry, "attrs", "details")
    const line = readNagiosLine(firstText(one, "message", "event.original", "logentry_data") ?? "")
    if (!line) return problemOf(one) ?? []
    const logged = firstText(one, "entry_time")
    return [logged === null ? ofLine(line) : { ...ofLine(line), time: readWrittenTime("entry_time", logged) }]
  })
}

function ofLog(text: string): Normalised {
  const lines = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [readNagiosLine(line.trim())]))
  if (lines.every((line) => line === undefined)) throw new UnreadableBody("no line of Nagios' log")
  const problems = lines.flatMap((line) => (line ? [ofLine(line)] : []))
  const open = problems.filter((one) => !/^downtime/i.test(one.type ?? ""))
  if (open.length === 0) return ignored("commands, check results and downtimes, not problems")
  return eventsOf(open, eventOf)
}

function ofLine(line: NonNullable<ReturnType<typeof readNagiosLine>>): NagiosProblem {
  // `ACKNOWLEDGEMENT (CRITICAL)` is a type and the state it is of.
  const typed = /^([A-Z]{4,20}) \(([A-Z]{2,20})\)$/.exec(line.state ?? "")
  return {
    host: line.host,
    service: line.service,
    state: typed?.[2] ?? line.state,
    type: typed?.[1] ?? null,
    output: line.output,
    time: readTime("time", line.time),
    about: line.kind === "flapping" ? "flapping" : null,
    id: null,
    fields: line,
  }
}

function eventOf(problem: NagiosProblem): CanonicalEvent {
  const { host, service, state, type, output, fields } = problem
  const name = [host, service].filter(Boolean).join("/")
  const said = type !== null && !/^problem$/i.test(type) ? type : state
  return canonicalEvent({
    discipline: "noc",
    category: service === null ? "availability" : "performance",
    title: [name, problem.about, state, output].filter(Boolean).join(": ") || "Nagios notification",
    description: firstText(fields, "LONGSERVICEOUTPUT", "LONGHOSTOUTPUT", "long_output") ?? output,
    status: mapValue(kinds, "state", said),
    severity: mapValue(severities, "state", state),
    time: problem.time ?? timeOf(fields),
    externalId: problem.id,
    // Nagios' ids of problems and notifications change: a host and its service do not.
    dedupeKey: [host, service ?? "host", ...(problem.about ? [problem.about] : [])],
    groupKey: [service ?? "host"],
    asset: host,
    rule: service ?? firstText(fields, "check_command", "HOSTCHECKCOMMAND"),
    url: firstText(
      fields,
      "SERVICEINFOURL",
      "HOSTINFOURL",
      "SERVICEACTIONURL",
      "HOSTACTIONURL",
      "action_url",
    ),
    observables: [
      ...observable("ip", firstText(fields, "HOSTADDRESS", "host_address", "address")),
      ...findObservables(host),
      ...findObservables(output),
    ],
    labels: pickLabels(fields, shown),
    expects: { host, state },
  })
}

const shown = [
  "kind",
  "stateType",
  "state_type",
  "HOSTADDRESS",
  "HOSTALIAS",
  "HOSTGROUPNAME",
  "SERVICEGROUPNAME",
  "NOTIFICATIONTYPE",
  "SERVICEATTEMPT",
  "current_check_attempt",
  "author",
  "comment",
]

function timeOf(fields: unknown) {
  const names = [
    "TIMET",
    "timestamp",
    "LONGDATETIME",
    "SHORTDATETIME",
    "DATETIME",
    "last_state_change",
    "status_update_time",
  ]
  const name = names.find((one) => at(fields, one))
  return readWrittenTime(name ?? "TIMET", name && at(fields, name))
}
