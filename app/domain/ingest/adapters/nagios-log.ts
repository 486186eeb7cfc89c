/** What a line of Nagios' log says of a host or service. */
export type NagiosLine = {
  readonly kind: "alert" | "state" | "notification" | "flapping"
  readonly time: string | null
  readonly host: string | null
  readonly service: string | null
  /** `OK`, `DOWN`, for a notification also `ACKNOWLEDGEMENT (CRITICAL)`; `STARTED` for flapping. */
  readonly state: string | null
  /** `SOFT` while Nagios tries again. */
  readonly stateType: string | null
  readonly output: string | null
}

const stamp = /^\[(\d{9,11})\]\s{1,4}/
const entry =
  /(?:^|\s)((?:CURRENT|INITIAL) (?:HOST|SERVICE) STATE|(?:HOST|SERVICE) (?:FLAPPING ALERT|ALERT|NOTIFICATION)): ?(.*)$/s
const other =
  /^(?:nagios:|icinga:)?\s?(?:EXTERNAL COMMAND|(?:HOST|SERVICE) (?:DOWNTIME ALERT|EVENT HANDLER|ACKNOWLEDGEMENT|COMMENT)|GLOBAL (?:HOST|SERVICE) EVENT HANDLER|PASSIVE (?:HOST|SERVICE) CHECK|TIMEPERIOD TRANSITION|LOG ROTATION|LOG VERSION|Auto-save|Warning|Error|Nagios|Caught|Event |Local time|Finished|wproc|qh|Successfully|Bailing)/i

/**
 * A line of nagios.log, also as syslog hands it on; null when it is no problem of a host or service (a command, a check
 * result, a downtime), undefined when it is no line of that log.
 *
 * @see https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/configmain.html#log_file
 */
export function readNagiosLine(line: string): NagiosLine | null | undefined {
  const head = line.slice(0, 20_000)
  const time = stamp.exec(head)?.[1] ?? null
  const rest = head.replace(stamp, "")
  const match = entry.exec(rest)
  if (match && match.index < 200) return fieldsOf(match[1] ?? "", match[2] ?? "", time)
  return time !== null || other.test(rest) ? null : undefined
}

function fieldsOf(what: string, given: string, time: string | null): NagiosLine {
  const parts = given.split(";")
  const ofService = what.includes("SERVICE")
  const isNotification = what.endsWith("NOTIFICATION")
  // A notification begins with the contact and has the command before the output.
  const [host, ...rest] = isNotification ? parts.slice(1) : parts
  const [service, ...after] = ofService ? rest : [null, ...rest]
  const [state, ...tail] = after
  const hasTries = what.endsWith("STATE") || /^(?:HOST|SERVICE) ALERT$/.test(what)
  return {
    kind: kindOf(what),
    time,
    host: host?.trim() || null,
    service: service?.trim() || null,
    state: state?.trim() || null,
    stateType: hasTries ? tail[0]?.trim() || null : null,
    output:
      tail
        .slice(hasTries ? 2 : isNotification ? 1 : 0)
        .join(";")
        .trim() || null,
  }
}

function kindOf(what: string): NagiosLine["kind"] {
  if (what.includes("FLAPPING")) return "flapping"
  if (what.endsWith("NOTIFICATION")) return "notification"
  return what.endsWith("STATE") ? "state" : "alert"
}
