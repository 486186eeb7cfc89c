import { at, firstText } from "../fields.ts"
import { readTimestamp, type TimeRead } from "../timestamp.ts"
import { readWrittenTime } from "../written-time.ts"

/** What a relay says of a line in its own document; null where that says nothing. */
type Relayed = {
  readonly text: string
  readonly level: string | null
  readonly host: string | null
  readonly app: string | null
  readonly time: TimeRead | null
}

/** rsyslog, syslog-ng, Logstash, Fluent Bit, Vector, journald and GELF name the parts. Null without a message. */
export function relayed(document: unknown): Relayed | null {
  const text = firstText(
    document,
    "message",
    "msg",
    "MESSAGE",
    "short_message",
    "event.original",
    "raw",
    "log",
  )
  if (text === null) return null
  const time = ["timestamp", "@timestamp", "ISODATE", "timereported", "date", "__REALTIME_TIMESTAMP"].find(
    (name) => readTimestamp(at(document, name)) !== null,
  )
  return {
    text,
    level: firstText(document, ...names.level) ?? ofPriority(document),
    host: firstText(document, ...names.host),
    app: firstText(document, ...names.app),
    time: time === undefined ? null : readWrittenTime(time, at(document, time)),
  }
}

const names = {
  level: ["severity", "level", "syslog_severity", "severity_label", "PRIORITY", "log.syslog.severity.code"],
  // Logstash has the sender in `host`, and in `logsource` the device that the line names.
  host: ["logsource", "host.name", "host.hostname", "_HOSTNAME", "hostname", "host", "source", "fromhost"],
  app: ["program", "programname", "app_name", "appname", "process.name", "ident", "SYSLOG_IDENTIFIER"],
}

/** Fluent Bit keeps the priority whole: facility times eight and severity. */
function ofPriority(document: unknown): string | null {
  const priority = Number(firstText(document, "pri") ?? "x")
  return priority >= 0 && priority <= 191 ? String(priority & 7) : null
}
