import { at, fieldsOf, firstText } from "../fields.ts"
import type { TimeRead } from "../timestamp.ts"

/** A host's or service's state, whichever way Nagios told it. */
export type NagiosProblem = {
  readonly host: string | null
  readonly service: string | null
  readonly state: string | null
  /** $NOTIFICATIONTYPE$. */
  readonly type: string | null
  readonly output: string | null
  readonly time: TimeRead | null
  /** `flapping` is a problem of its own beside the state. */
  readonly about: "flapping" | null
  readonly id: string | null
  readonly fields: unknown
}

/** The numbers in which APIs give a state. */
const serviceStates = ["OK", "WARNING", "CRITICAL", "UNKNOWN"]
const hostStates = ["UP", "DOWN", "UNREACHABLE"]

const names = {
  service: [
    "SERVICEDESC",
    "service_description",
    "service.name",
    "service",
    "SERVICEDISPLAYNAME",
    "service_name",
  ],
  state: ["current_state", "state", "status"],
  output: [
    "check_result.output",
    "last_check_result.output",
    "output",
    "plugin_output",
    "status_text",
    "state_message",
  ],
  id: ["service_object_id", "host_object_id"],
}

/** The problem that posted macros, a status of XI, or an event of Icinga 2 tell of; null when they name no host. */
export function problemOf(document: unknown): NagiosProblem | null {
  const fields = withoutDollars(document)
  const inner = at(fields, "check_result") ?? {}
  // Icinga's API names an object `host!service`.
  const [ofHost = null, ofService = null] = firstText(fields, "__name")?.split("!") ?? []
  const host = firstText(fields, "HOSTNAME", "host_name", "host.name", "host", "HOSTALIAS") ?? ofHost
  if (host === null) return null
  const service = firstText(fields, ...names.service) ?? ofService
  const given = firstText(fields, service === null ? "HOSTSTATE" : "SERVICESTATE", ...names.state)
  const flapping = flappingOf(fields)
  return {
    host,
    service,
    state: flapping ?? stateOf(given ?? firstText(inner, "state"), service !== null),
    type: flapping
      ? null
      : (firstText(fields, "NOTIFICATIONTYPE", "notification_type") ?? typeOf(firstText(fields, "type"))),
    output: firstText(fields, service === null ? "HOSTOUTPUT" : "SERVICEOUTPUT", ...names.output),
    time: null,
    about: flapping ? "flapping" : null,
    id: firstText(fields, service === null ? "HOSTPROBLEMID" : "SERVICEPROBLEMID", ...names.id),
    fields,
  }
}

/** Templates write macros as `$HOSTNAME$`, and plugins hand them on as `NAGIOS_HOSTNAME` or `ICINGA_…`. */
function withoutDollars(document: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries(fieldsOf(document)).map(([name, value]): [string, unknown] => [
    name.replace(/^(?:NAGIOS_|ICINGA_)/i, ""),
    value,
  ])
  return Object.fromEntries(
    entries.filter(([, value]) => typeof value !== "string" || !/^\$[A-Z_]{2,40}\$$/.test(value)),
  )
}

/** What the log says of flapping, by the type of a notification or an event of Icinga 2. */
function flappingOf(fields: unknown): string | null {
  const type = firstText(fields, "NOTIFICATIONTYPE", "notification_type", "type") ?? ""
  if (/^flapping$/i.test(type)) return firstText(fields, "is_flapping") === "false" ? "STOPPED" : "STARTED"
  const [, change] = /^flapping_?(start|stop|end|disabled)$/i.exec(type) ?? []
  return change === undefined ? null : /^start$/i.test(change) ? "STARTED" : "STOPPED"
}

/** Icinga 2 sends states as 0.0 to 3.0. */
function stateOf(given: string | null, ofService: boolean): string | null {
  if (given === null || !/^[0-3](?:\.0)?$/.test(given)) return given
  return (ofService ? serviceStates : hostStates)[Number(given)] ?? given
}

/** The kinds of events of Icinga 2 that are about no state. */
function typeOf(type: string | null): string | null {
  if (type === null) return null
  if (/^Acknowledgement/i.test(type)) return "ACKNOWLEDGEMENT"
  return /^Downtime/i.test(type) ? "DOWNTIME" : null
}
