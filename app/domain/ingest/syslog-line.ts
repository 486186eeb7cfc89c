import { readTime, type TimeRead } from "./timestamp.ts"
import { readWrittenTime } from "./written-time.ts"

/** A line of syslog by its parts, whichever of the two formats it is in. */
export type SyslogLine = {
  /** 0 to 23; null without a priority. */
  readonly facility: number | null
  /** 0 (emergency) to 7 (debug); null without a priority. */
  readonly severity: number | null
  readonly time: TimeRead
  readonly host: string | null
  readonly app: string | null
  readonly process: string | null
  readonly messageId: string | null
  /** `[id name="value"]` as `id.name`. */
  readonly structured: Readonly<Record<string, string>>
  readonly message: string
}

/** Longest line that is read. */
const maxLine = 65_536

const priority = /^(?:\d{1,6} (?=<))?<(\d{1,3})>/
const rfc5424 = /^1 (\S{1,64}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,128}) /

/** @see https://www.rfc-editor.org/rfc/rfc5424 @see https://www.rfc-editor.org/rfc/rfc3164 */
export function readSyslogLine(given: string): SyslogLine {
  const line = given.slice(0, maxLine).trim()
  const found = priority.exec(line)
  const number = found && Number(found[1]) <= 191 ? Number(found[1]) : null
  const rest = found ? line.slice(found[0].length).trimStart() : line
  const level = {
    facility: number === null ? null : number >> 3,
    severity: number === null ? null : number & 7,
  }
  // A line that ends after its structured data has no blank there.
  const header = rfc5424.exec(`${rest} `)
  return header
    ? { ...level, ...ofNewFormat(header, rest.slice(header[0].length)) }
    : { ...level, ...ofOldFormat(rest) }
}

type Rest = Omit<SyslogLine, "facility" | "severity">

const nil = (field: string | undefined) => (field === undefined || field === "-" ? null : field)

function ofNewFormat(header: RegExpExecArray, rest: string): Rest {
  const [, time, host, app, process, messageId] = header
  const { structured, end } = structuredData(rest)
  return {
    time: readTime("timestamp", nil(time)),
    host: nil(host),
    app: nil(app),
    process: nil(process),
    messageId: nil(messageId),
    structured,
    message: rest
      .slice(end)
      .trim()
      .replace(/^\uFEFF/, ""),
  }
}

/** `[id a="1" b="2"][id2 …]`; within a value `"`, `\` and `]` have a backslash before them. */
function structuredData(given: string): { structured: Record<string, string>; end: number } {
  const pairs: [string, string][] = []
  let i = given.startsWith("-") ? 1 : 0
  while (given[i] === "[" && pairs.length < 200) {
    const id = /[^\s\]]{0,100}/y
    id.lastIndex = i + 1
    const name = id.exec(given)?.[0] ?? ""
    // Check Point writes `[key:"value"; …]` here, which is its message.
    if (name.includes('"')) break
    i += 1 + name.length
    while (i < given.length && given[i] !== "]") {
      const equals = given.indexOf('="', i)
      const close = given.indexOf("]", i)
      if (equals < 0 || (close >= 0 && close < equals)) break
      const { value, end } = quoted(given, equals + 2)
      pairs.push([`${name}.${given.slice(i, equals).trim()}`, value])
      i = end
    }
    const close = given.indexOf("]", i)
    if (close < 0) break
    i = close + 1
  }
  return { structured: Object.fromEntries(pairs), end: i }
}

function quoted(given: string, from: number): { value: string; end: number } {
  let value = ""
  for (let i = from; i < given.length; i++) {
    const c = given[i] ?? ""
    if (c === '"') return { value, end: i + 1 }
    if (c === "\\") i++
    value += c === "\\" ? (given[i] ?? "") : c
  }
  return { value, end: given.length }
}

const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
/** With or without a year, before or after the day; Cisco marks a clock that is not set with `*` or `.`. */
const written = new RegExp(
  `^[*.]?(?:(\\d{4}) )?(${month}) {1,2}(\\d{1,2})(?:,? (\\d{4}))?,? (\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?)(?: (AM|PM)\\b)?`,
)
/** A name of a zone has a colon after it, or else it is the host's. */
const zoneAfter = /^ ([A-Z]{3,4})(?=:)|^ (UTC|GMT)(?= )/
const iso = /^\d{4}-\d{2}-\d{2}T[0-9:.,]{5,20}(?:Z|[+-]\d{2}:?\d{2})?/
const tag = /^([A-Za-z0-9_./()@-]{1,100})(?:\[([^\]\s]{1,64})\])?: ?/

function ofOldFormat(given: string): Rest {
  const upSince = uptime.exec(given.slice(0, 300))
  const { time, before, after } = splitTime(given.slice(upSince?.[0].length ?? 0))
  // A time that is not first follows the device's own name: `SWITCH: Mar 6 2023 08:04:45: …`.
  const leading = nameBefore(before)
  const { host, rest } = leading === null && time ? hostAfter(after) : { host: leading, rest: after }
  // F5 writes its level in front of the program.
  const named = rest.replace(
    /^(?:emerg|alert|crit|err|warning|notice|info|debug) (?=[\w./()-]{1,100}\[\d{1,10}\]: )/,
    "",
  )
  const tagged = tag.exec(named)
  return {
    time: (time?.value === null ? ownTime(rest) : null) ?? time ?? { value: null, partial: [] },
    host: upSince?.[1] ?? host,
    app: tagged?.[1] ?? null,
    process: tagged?.[2] ?? null,
    messageId: null,
    structured: {},
    message: (tagged ? named.slice(tagged[0].length) : named).trim(),
  }
}

/** A device without a clock tells how long it is up: `45: SWITCH: 12: 2y10w: %SYS-…`. */
const uptime =
  /^(?:\d{1,12}: )?(?:([A-Za-z0-9][\w.-]{0,200}): )?(?:\d{1,12}: )?(?:\d{1,3}[ywd]\d{1,3}[wdh]|\d{1,4}:\d{2}:\d{2}): (?=%)/

/** The device's own time behind a header that has no year: `45: Jul 14 2026 08:23:43 UTC: %SYS-…`. */
function ownTime(rest: string): TimeRead | null {
  const head = /^.{0,150}?: (?=%[A-Z])/.exec(rest)?.[0]
  const own = head === undefined ? null : splitTime(head).time
  return own?.value ? own : null
}

/** The time in the first words of a line, with what stands on both sides. */
function splitTime(given: string): { time: TimeRead | null; before: string; after: string } {
  for (const start of wordStarts(given)) {
    const rest = given.slice(start, start + 80)
    const match = written.exec(rest) ?? iso.exec(rest)
    if (match === null) continue
    const { time, length } = timeOf(match, rest.slice(match[0].length))
    const after = given.slice(start + match[0].length + length)
    return { time, before: given.slice(0, start), after: after.replace(/^(?:\s?:\s|\s)/, "") }
  }
  return { time: null, before: "", after: given }
}

/** The places of the first four words, and of a month behind a colon, as IOS XR has it. */
function wordStarts(given: string): number[] {
  const blanks = [...given.slice(0, 300).matchAll(/ {1,5}/g)].slice(0, 3)
  const behindColon = given.slice(0, 120).search(/:(?=[A-Z][a-z]{2} {1,2}\d{1,2} )/)
  const starts = [0, ...blanks.map((blank) => blank.index + blank[0].length)]
  return behindColon < 0 ? starts : [...starts, behindColon + 1]
}

/** The time of a match, and how much of what follows is its zone. */
function timeOf(match: RegExpExecArray, after: string): { time: TimeRead; length: number } {
  if (match.length === 1) return { time: readWrittenTime("timestamp", match[0]), length: 0 }
  const [, before, name, day, behind, clock, half] = match
  const year = before ?? behind
  const found = zoneAfter.exec(after)
  const zone = found?.[1] ?? found?.[2]
  const zoned = readWrittenTime(
    "timestamp",
    [name, day, year ?? "2000", clock, half, zone].filter(Boolean).join(" "),
  )
  const isZone = found !== null && zoned.value !== null
  // RFC 3164 has no year: that is no mistake of the line, and not for us to guess.
  const time = year === undefined ? { value: null, partial: [] } : zoned
  if (isZone || found === null) return { time, length: found?.[0].length ?? 0 }
  const plain = readWrittenTime("timestamp", [name, day, year, clock, half].filter(Boolean).join(" "))
  return { time: year === undefined ? time : plain, length: 0 }
}

/** `SWITCH: `, `45: SWITCH: `, `45: ` (a counter), `SWITCH: *task: `. */
function nameBefore(before: string): string | null {
  // Kiwi puts the address of whoever sent the line in front of it.
  const original = /^Original Address=(\S{1,100}) /.exec(before)?.[1]
  if (original !== undefined) return original
  const words = before.split(/[:\s]+(?=\s|$)|:\s/).map((word) => word.trim().replace(/:$/, ""))
  const name = words.filter((word) => word !== "" && !/^(?:\d+$|\*)/.test(word)).at(-1)
  return name?.replace(/ \d{2,12}$/, "") ?? null
}

function hostAfter(after: string): { host: string | null; rest: string } {
  const match = /^([A-Za-z0-9_.:-]{1,255}?)(?: : ?| )/.exec(after)
  // `sshd[1]: …` and `%ASA-6-1: …` stand where a host is missing.
  const word = match?.[1] ?? ""
  const rest = after.slice(match?.[0].length ?? 0).trimStart()
  // A message of Cisco's has no tag: what stands before it is the device.
  if (word.length > 1 && word.endsWith(":") && rest.startsWith("%")) return { host: word.slice(0, -1), rest }
  if (match === null || word.endsWith(":") || word.startsWith("%")) return { host: null, rest: after }
  return { host: word, rest }
}
