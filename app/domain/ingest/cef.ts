/** One line of ArcSight's Common Event Format. */
export type Cef = {
  readonly deviceVendor: string
  readonly deviceProduct: string
  readonly deviceVersion: string
  readonly signatureId: string
  readonly name: string
  readonly severity: string
  readonly extensions: Record<string, string>
}

const maxLine = 100_000
const maxExtensions = 500
/** A relay that takes `CEF:` for the name of the program leaves the headers alone. */
const untagged = /^\s{0,10}[01]\|(?=[^|\n]{1,100}\|(?:[^|\n]{0,300}\|){5})/
const keyCharacter = /[A-Za-z0-9_.[\]-]/

/**
 * Reads the CEF of a line, whatever stands before it (a syslog header); null where there is none. Headers that are left
 * out at the end are empty. A value runs up to the next ` key=`, so it may hold spaces and unescaped equals signs.
 *
 * @see https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors-8.4/pdfdoc/cef-implementation-standard/cef-implementation-standard.pdf
 */
export function parseCef(line: string): Cef | null {
  const given = line.slice(0, maxLine)
  const start = /\bCEF: ?\d{1,2}(?:\.\d{1,2})?\|/.exec(given) ?? untagged.exec(given)
  if (!start) return null
  const text = line.slice(start.index + start[0].length, maxLine)
  // Check Point's exporter has written one bar too many.
  const [headers, rest] = splitHeaders(text.replace(/^\s*\|/, ""))
  const [
    deviceVendor = "",
    deviceProduct = "",
    deviceVersion = "",
    signatureId = "",
    name = "",
    severity = "",
  ] = headers
  return {
    deviceVendor,
    deviceProduct,
    deviceVersion,
    signatureId,
    name,
    severity,
    extensions: parseExtensions(rest),
  }
}

/** The values of custom fields by the names that the sender gave them: `cs1=… cs1Label=MalopId` as `MalopId`. */
export function labelledExtensions(extensions: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(extensions).flatMap(([key, label]) => {
    const value = key.endsWith("Label") ? extensions[key.slice(0, -"Label".length)] : undefined
    return value && label ? [[label, value] as const] : []
  })
  return Object.fromEntries(named)
}

/** Six headers, and the text behind the pipe that ends them. */
function splitHeaders(text: string): [string[], string] {
  const headers: string[] = []
  let header = ""
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === "\\" && i + 1 < text.length) header += unescaped(text.charAt(++i))
    else if (c !== "|") header += c
    else {
      headers.push(header.trim())
      header = ""
      if (headers.length === 6) return [headers, text.slice(i + 1)]
    }
  }
  return [[...headers, header.trim()], ""]
}

function parseExtensions(text: string): Record<string, string> {
  const found: [string, string][] = []
  let key = ""
  let valueFrom = 0
  const keep = (to: number) => {
    if (key !== "" && key !== "__proto__") found.push([key, unescapeValue(text.slice(valueFrom, to))])
  }
  // Each equals sign looks back over one word, and never beyond the word before: linear.
  for (let i = 0; i < text.length && found.length < maxExtensions; i++) {
    if (text.charAt(i) === "\\") i++
    else if (text.charAt(i) === "=") {
      const from = keyStart(text, i, valueFrom)
      if (from === i) continue
      keep(from)
      key = text.slice(from, i)
      valueFrom = i + 1
    }
  }
  keep(text.length)
  return Object.fromEntries(found)
}

/** Where the key in front of an equals sign begins; the sign's own place when no key stands there. */
function keyStart(text: string, end: number, floor: number): number {
  let from = end
  while (from > floor && end - from < 200 && keyCharacter.test(text.charAt(from - 1))) from--
  return from === 0 || /\s/.test(text.charAt(from - 1)) ? from : end
}

function unescapeValue(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, c: string) => unescaped(c)).trim()
}

function unescaped(c: string): string {
  if (c === "n") return "\n"
  if (c === "r") return "\r"
  return "\\|=".includes(c) ? c : `\\${c}`
}
