import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { eventsOf, unwrap } from "../documents.ts"
import { at, firstText, pickLabels } from "../fields.ts"
import { findObservables, observable } from "../observables.ts"
import { filledIn, postedOf } from "../posted.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** States of hosts and services, and of the event console. */
const severities: ValueMap<Severity> = {
  version: 1,
  values: {
    ok: "info",
    up: "info",
    warn: "medium",
    warning: "medium",
    crit: "critical",
    critical: "critical",
    down: "critical",
    unreach: "high",
    unreachable: "high",
    unknown: "medium",
    pend: "info",
    pending: "info",
    info: "info",
    high: "high",
    low: "low",
  },
  otherwise: "medium",
}

/** $NOTIFICATIONTYPE$; the rest of them says nothing of the problem itself. */
const types: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    problem: "firing",
    recovery: "resolved",
    acknowledgement: "info",
    flappingstart: "firing",
    flappingstop: "resolved",
    flappingdisabled: "resolved",
    custom: "info",
    "alerthandler (ok)": "info",
    "alerthandler (failed)": "firing",
  },
  otherwise: "firing",
}

/** Without a type the state itself says it. */
const states: ValueMap<CanonicalEvent["kind"]> = {
  version: 1,
  values: {
    ok: "resolved",
    up: "resolved",
    warn: "firing",
    warning: "firing",
    crit: "firing",
    critical: "firing",
    unknown: "firing",
    down: "firing",
    unreach: "firing",
    unreachable: "firing",
    pend: "info",
    pending: "info",
  },
  otherwise: "firing",
}

/**
 * Checkmk's notifications as scripts post them: the context variables (`NOTIFY_HOSTNAME` or `HOSTNAME`), or the short
 * names that public scripts give them.
 *
 * @see https://docs.checkmk.com/latest/en/notifications.html#environment_variables
 */
export const checkmk: Adapter = {
  key: "checkmk",
  label: "Checkmk",
  discipline: "noc",
  normalise(body) {
    const notices = postedOf(body, "Checkmk").map(unprefixed)
    const known = notices.filter((notice) => firstText(notice, ...names.host) ?? firstText(notice, "summary"))
    if (known.length === 0) throw new UnreadableBody("no host, as every notification of Checkmk has")
    const problems = known.filter((notice) => !isDowntime(typeOf(notice)))
    if (problems.length === 0) return ignored("the start or end of a downtime, not a problem")
    return eventsOf(problems, eventOf)
  },
}

const names = {
  host: ["HOSTNAME", "host", "host_name", "HOSTALIAS", "alias", "HOSTADDRESS", "address"],
  service: ["SERVICEDESC", "service", "service_description", "SERVICEDISPLAYNAME"],
  type: ["NOTIFICATIONTYPE", "notification_type", "type"],
  output: ["SERVICEOUTPUT", "HOSTOUTPUT", "output", "plugin_output", "message", "text"],
} as const

/** Scripts see each variable with `NOTIFY_` before its name. */
function unprefixed(document: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries(filledIn(unwrap(document, "context")))
  return Object.fromEntries(entries.map(([name, value]) => [name.replace(/^NOTIFY_/i, ""), value]))
}

const typeOf = (notice: unknown) => firstText(notice, ...names.type)
const isDowntime = (type: string | null) => /^DOWNTIME/i.test(type ?? "")

function eventOf(notice: unknown): CanonicalEvent {
  const isHost = firstText(notice, "WHAT")?.toUpperCase() === "HOST"
  const host = firstText(notice, ...names.host)
  const service = isHost ? null : firstText(notice, ...names.service)
  const output = firstText(notice, ...(isHost ? ["HOSTOUTPUT", "output", "text"] : names.output))
  const state = stateOf(notice, service !== null)
  const type = typeOf(notice)
  const isFlapping = /^FLAPPING/i.test(type ?? "")
  return canonicalEvent({
    discipline: "noc",
    category: service === null ? "availability" : "performance",
    title: `${isFlapping ? "Flapping: " : ""}${titleOf(notice, host, service, state, output)}`,
    description: firstText(notice, "LONGSERVICEOUTPUT", "LONGHOSTOUTPUT", "long_output") ?? output,
    status: type === null ? mapValue(states, "state", state) : mapValue(types, "notification_type", type),
    severity: mapValue(severities, "state", state),
    time: timeOf(notice),
    externalId: problemIdOf(notice, service ? "SERVICEPROBLEMID" : "HOSTPROBLEMID"),
    // The id of a problem is gone in its recovery (then it is the last problem's): host and service stay. Flapping is a
    // problem of its own beside the state.
    dedupeKey: [
      firstText(notice, "OMD_SITE", "site") ?? "-",
      host,
      service ?? "host",
      ...(isFlapping ? ["flapping"] : []),
    ],
    groupKey: [service ?? "host"],
    asset: host,
    rule: service ?? firstText(notice, "SERVICECHECKCOMMAND", "HOSTCHECKCOMMAND", "check_command"),
    url: firstText(notice, "SERVICEURL", "HOSTURL", "url"),
    observables: [
      ...observable("ip", firstText(notice, "HOSTADDRESS", "HOST_ADDRESS_4", "address")),
      ...findObservables(output),
    ],
    labels: pickLabels(notice, [
      "OMD_SITE",
      "site",
      "WHAT",
      "HOSTGROUPNAMES",
      "CONTACTNAME",
      "event",
      "HOST_TAGS",
    ]),
    expects: { host, notification_type: type ?? state },
  })
}

/** Zero where there is no problem. */
function problemIdOf(notice: unknown, name: string): string | null {
  const id = firstText(notice, "id", name)
  return id === "0" ? firstText(notice, `LAST${name}`) : id
}

/** The service's or host's state; `severity` is what public scripts call it. */
function stateOf(notice: unknown, ofService: boolean): string | null {
  const given = firstText(
    notice,
    ...(ofService ? ["SERVICESHORTSTATE", "SERVICESTATE"] : ["HOSTSHORTSTATE", "HOSTSTATE"]),
    "severity",
    "status",
    "state",
  )
  return given ?? firstText(notice, "event")?.split("->").at(-1)?.trim() ?? null
}

function titleOf(
  notice: unknown,
  host: string | null,
  service: string | null,
  state: string | null,
  output: string | null,
): string {
  const summary = firstText(notice, "summary")
  const name = [host, service].filter(Boolean).join("/")
  if (summary) return service && !summary.includes(service) ? `${summary} (${service})` : summary
  return [name, state, output].filter(Boolean).join(": ") || "Checkmk notification"
}

function timeOf(notice: unknown) {
  const micro = firstText(notice, "MICROTIME", "timestamp")
  if (micro) return readWrittenTime("MICROTIME", micro)
  const name = ["LONGDATETIME", "long_date_time", "SHORTDATETIME", "short_date_time"].find((one) =>
    at(notice, one),
  )
  return readWrittenTime(name ?? "LONGDATETIME", name && at(notice, name))
}
