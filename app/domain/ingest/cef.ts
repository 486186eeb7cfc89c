import type { Severity } from "../alerts/severity.ts"
import { type Mapped, mapScore, mapValue, type ScoreMap, type ValueMap } from "./value-map.ts"

/** One event of ArcSight's Common Event Format. */
export type Cef = {
  readonly version: string
  readonly vendor: string
  readonly product: string
  readonly deviceVersion: string
  /** The device's own id of the kind of event. */
  readonly signature: string
  readonly name: string
  readonly severity: string
  readonly extension: Readonly<Record<string, string>>
}

/** Longest event that is read. */
const maxLength = 100_000
const maxFields = 500

/**
 * The CEF event in a line, whatever stands before it; null when there is none.
 *
 * @see https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors/pdfdoc/common-event-format-v25/common-event-format-v25.pdf
 */
export function parseCef(line: string): Cef | null {
  const start = /CEF:\s{0,2}\d/.exec(line)?.index
  if (start === undefined) return null
  const { fields, rest } = header(line.slice(start + 4, start + 4 + maxLength), 7)
  const [
    version = "",
    vendor = "",
    product = "",
    deviceVersion = "",
    signature = "",
    name = "",
    severity = "",
  ] = fields
  if (fields.length < 6) return null
  return {
    version: version.trim(),
    vendor,
    product,
    deviceVersion,
    signature,
    name,
    severity: severity.trim(),
    extension: parseExtension(rest),
  }
}

/** The first `count` fields between bars, and what follows. A bar or backslash within one has a backslash before it. */
export function header(given: string, count: number): { fields: string[]; rest: string } {
  const fields: string[] = []
  let field = ""
  for (let i = 0; i < given.length; i++) {
    const [c = "", next = ""] = [given[i], given[i + 1]]
    if (c === "\\" && (next === "|" || next === "\\")) {
      field += next
      i++
    } else if (c !== "|") field += c
    else {
      fields.push(field)
      field = ""
      if (fields.length === count) return { fields, rest: given.slice(i + 1) }
    }
  }
  return { fields: [...fields, field], rest: "" }
}

const key = /(?:^|\s)([A-Za-z0-9_.,[\]-]{1,100})=/g

/** `key=value` pairs; a value runs, with its blanks, to the next ` key=`. */
function parseExtension(given: string): Record<string, string> {
  const keys = [...given.matchAll(key)].slice(0, maxFields)
  const pairs = keys.map((match, i): [string, string] => {
    const value = given.slice(match.index + match[0].length, keys[i + 1]?.index ?? given.length)
    return [match[1] ?? "", unescape(value.trim())]
  })
  return Object.fromEntries(pairs)
}

function unescape(value: string): string {
  return value.replace(/\\([\\=|nrt])/g, (_, c: string) => escapes[c] ?? c)
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" }

/** The extension with the custom fields by the names the device gives them: `cs1` is what `cs1Label` says. */
export function namedExtension(cef: Cef): Record<string, string> {
  const { extension } = cef
  const named = Object.entries(extension).flatMap(([name, value]): [string, string][] => {
    if (name.endsWith("Label") && Object.hasOwn(extension, name.slice(0, -5))) return []
    return [[extension[`${name}Label`] || name, value]]
  })
  return Object.fromEntries(named)
}

const scores: ScoreMap<Severity> = {
  version: 1,
  steps: [
    [9, "critical"],
    [7, "high"],
    [4, "medium"],
    [0, "low"],
  ],
  otherwise: "medium",
}
const words: ValueMap<Severity> = {
  version: 1,
  values: {
    unknown: "medium",
    info: "info",
    informational: "info",
    low: "low",
    medium: "medium",
    high: "high",
    "very-high": "critical",
    "very high": "critical",
    critical: "critical",
  },
  otherwise: "medium",
}

/** CEF's severity is 0 to 10, or a word. */
export function cefSeverity(severity: string): Mapped<Severity> {
  const word = severity || null
  return word !== null && Number.isFinite(Number(word))
    ? mapScore(scores, "severity", word)
    : mapValue(words, "severity", word)
}
