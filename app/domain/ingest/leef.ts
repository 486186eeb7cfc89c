import type { Severity } from "../alerts/severity.ts"
import { type Mapped, mapScore, type ScoreMap } from "./value-map.ts"

/** One event of IBM's Log Event Extended Format. */
export type Leef = {
  readonly version: string
  readonly vendor: string
  readonly product: string
  readonly productVersion: string
  readonly eventId: string
  readonly attributes: Readonly<Record<string, string>>
}

const maxLength = 100_000
const maxFields = 500

/**
 * The LEEF event in a line, whatever stands before it; null when there is none. Version 2.0 may name the character
 * between its attributes; otherwise it is a tab.
 *
 * @see https://www.ibm.com/docs/en/dsm?topic=leef-overview
 */
export function parseLeef(line: string): Leef | null {
  const start = /LEEF:\s{0,2}\d/.exec(line)?.index
  if (start === undefined) return null
  const { fields, rest } = header(line.slice(start + 5, start + 5 + maxLength), 5)
  const [version = "", vendor = "", product = "", productVersion = "", eventId = ""] = fields
  if (fields.length < 5) return null
  const named = version.trim().startsWith("2") ? /^([^|=]{0,6})\|/.exec(rest) : null
  const body = named ? rest.slice(named[0].length) : rest
  return {
    version: version.trim(),
    vendor,
    product,
    productVersion,
    eventId,
    attributes: parseAttributes(body, delimiterOf(named?.[1] ?? "", body)),
  }
}

/** A character, or its number in hexadecimal: `^`, `x5E`, `0x5E`. Relays turn tabs into blanks or `#011`. */
function delimiterOf(given: string, body: string): string {
  const hex = /^0?x([0-9a-f]{1,4})$/i.exec(given)?.[1]
  if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
  if (given !== "") return given
  return ["\t", "#011", "\\t"].find((tab) => body.includes(tab)) ?? "\t"
}

function parseAttributes(body: string, delimiter: string): Record<string, string> {
  const pairs = body.split(delimiter, maxFields).flatMap((part): [string, string][] => {
    const equals = part.indexOf("=")
    return equals > 0 ? [[part.slice(0, equals).trim(), part.slice(equals + 1).trim()]] : []
  })
  return Object.fromEntries(pairs)
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

/** LEEF's `sev` is 1 to 10. */
export function leefSeverity(sev: string | null): Mapped<Severity> {
  return mapScore(scores, "sev", sev)
}

/** The first `count` fields between bars, and what follows. A bar or backslash within one has a backslash before it. */
function header(given: string, count: number): { fields: string[]; rest: string } {
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
