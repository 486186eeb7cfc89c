import type { Body } from "../body.ts"
import { type Cef, parseCef } from "../cef.ts"
import { documentsOf } from "../documents.ts"
import { firstText } from "../fields.ts"
import { type Leef, parseLeef } from "../leef.ts"
import { readSyslogLine, type SyslogLine } from "../syslog-line.ts"

/** An event, and the line of syslog that it stood in. */
export type Sent =
  | { readonly cef: Cef; readonly leef: null; readonly line: SyslogLine }
  | { readonly cef: null; readonly leef: Leef; readonly line: SyslogLine }

/** The events of a delivery: one a line, or the message of a JSON document. */
export function cefLinesOf(body: Body): Sent[] {
  if (body.kind === "text") return linesOf(body.text).flatMap(sentOf)
  const messages = documentsOf(body, "A CEF sender").map((document) =>
    typeof document === "string" ? document : firstText(document, ...messageFields),
  )
  return messages.flatMap((message) => sentOf(linesOf(message ?? "").join(" ")))
}

const messageFields = ["message", "event.original", "_raw", "raw", "log", "msg", "cef"]
const begins = /\bCEF: ?\d|LEEF:\s{0,2}\d|^<\d{1,3}>|^\s{0,10}[01]\|/

/** Some senders break an event over several lines: those after its first have neither its header nor one of syslog. */
function linesOf(text: string): string[] {
  const whole: string[] = []
  for (const line of text.split(/\r?\n/)) {
    const isMore = whole.length > 0 && !begins.test(line.slice(0, 1000)) && begins.test(whole[0] ?? "")
    if (isMore) whole.push(`${whole.pop()} ${line.trim()}`)
    else whole.push(line)
  }
  return whole
}

function sentOf(given: string): Sent[] {
  // A line taken out of a table still has its quotes.
  const text = /^"(?:CEF|LEEF):.*"$/s.test(given.trim())
    ? given.trim().slice(1, -1).replaceAll('""', '"')
    : given
  const cef = parseCef(text)
  if (cef) return [{ cef, leef: null, line: readSyslogLine(text) }]
  const leef = parseLeef(text)
  return leef ? [{ cef: null, leef, line: readSyslogLine(text) }] : []
}
