import { UnreadableBody } from "./unreadable-body.ts"

/** A delivery's body, parsed once. `values` holds one entry for a JSON document and one a line for NDJSON. */
export type Body =
  | { readonly kind: "json"; readonly values: readonly unknown[] }
  | { readonly kind: "form"; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: "text"; readonly text: string }

/** Deepest nesting of JSON we read. Deeper bodies overflow recursive code later (measured from 2,000 levels). */
export const maxJsonDepth = 64
const maxLines = 100_000

/**
 * Parses a raw body by its shape first and its content type second, because tools often mislabel JSON.
 *
 * Integers beyond 2^53 stay the text they were sent as, a `__proto__` key is dropped, and nesting beyond
 * `maxJsonDepth` is refused before anything recursive sees it.
 *
 * @throws UnreadableBody with the reason the delivery goes to quarantine.
 */
export function readBody(contentType: string | null, text: string): Body {
  const trimmed = text.trim()
  if (trimmed === "") throw new UnreadableBody("the body is empty")
  if (contentType?.startsWith("application/x-www-form-urlencoded")) return readForm(trimmed)
  if (!looksLikeJson(trimmed)) return { kind: "text", text: trimmed }

  const depth = jsonDepth(trimmed)
  if (depth > maxJsonDepth)
    throw new UnreadableBody(
      `JSON is nested ${depth > 9999 ? "over 9,999" : depth} levels deep; the limit is ${maxJsonDepth}`,
    )
  const whole = tryJson(trimmed)
  if (whole.ok) return { kind: "json", values: [whole.value] }
  const several = readNdjson(trimmed) ?? readConcatenated(trimmed)
  if (several) return { kind: "json", values: several }
  if (contentType?.includes("json")) throw new UnreadableBody(`not valid JSON: ${whole.error}`)
  return { kind: "text", text: trimmed }
}

function looksLikeJson(text: string): boolean {
  return text.startsWith("{") || text.startsWith("[")
}

/** Tools that can only send forms put the JSON document in a field of its own (`payload`, `data`). */
function readForm(text: string): Body {
  const fields = Object.fromEntries(new URLSearchParams(text))
  for (const name of ["payload", "data", "body"]) {
    const inner = fields[name]?.trim()
    if (inner && looksLikeJson(inner)) return readBody("application/json", inner)
  }
  return { kind: "form", fields }
}

function readNdjson(text: string): unknown[] | null {
  const values: unknown[] = []
  const lines = text.split("\n")
  if (lines.length > maxLines)
    throw new UnreadableBody(`${lines.length} lines in one delivery; the limit is ${maxLines}`)
  for (const line of lines) {
    if (line.trim() === "") continue
    const parsed = tryJson(line)
    if (!parsed.ok) return null
    values.push(parsed.value)
  }
  return values.length > 1 ? values : null
}

/** Documents one after the other, each over several lines, as connectors append them to a file. */
function readConcatenated(text: string): unknown[] | null {
  const values: unknown[] = []
  for (let from = 0; from < text.length;) {
    const to = jsonEnd(text, from)
    const parsed = tryJson(text.slice(from, to))
    if (!parsed.ok || values.length >= maxLines) return null
    values.push(parsed.value)
    from = to
  }
  return values.length > 1 ? values : null
}

function tryJson(text: string): { ok: true; value: unknown } | { ok: false; error: string } {
  try {
    return { ok: true, value: needsReviver(text) ? JSON.parse(text, keepExact) : JSON.parse(text) }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : "unreadable" }
  }
}

/** Reading each value by hand costs several times a plain parse: only where a number or a name may ask for it. */
function needsReviver(text: string): boolean {
  return suspiciousName.test(text) || (suspiciousNumber.test(text) && suspiciousNumber.test(unquoted(text)))
}

/** The name as it is, or letters of it written as escapes. */
const suspiciousName = /__proto__|\\u00[5-7]/i
const suspiciousNumber = /\d{16}|\d[eE][+]?\d{3}/

/** What stands outside strings. Numbers do; hashes and ids that look like one do not. */
function unquoted(text: string): string {
  let rest = ""
  let from = 0
  for (;;) {
    const open = text.indexOf('"', from)
    if (open < 0) return rest + text.slice(from)
    rest += `${text.slice(from, open)} `
    let close = text.indexOf('"', open + 1)
    while (close > 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1)
    if (close < 0) return rest
    from = close + 1
  }
}

function isEscaped(text: string, index: number): boolean {
  let before = index
  while (text.charCodeAt(before - 1) === 92) before--
  return (index - before) % 2 === 1
}

function keepExact(this: unknown, key: string, value: unknown, context?: { source?: string }): unknown {
  if (key === "__proto__") return undefined
  if (typeof value !== "number" || !context?.source) return value
  if (!Number.isFinite(value)) return context.source
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? context.source : value
}

/** The deepest nesting of a JSON text, counted without recursion and without parsing. */
export function jsonDepth(text: string): number {
  return walked(text, 0, false).deepest
}

/** Where the document that begins at `from` ends. */
function jsonEnd(text: string, from: number): number {
  return walked(text, from, true).end
}

function walked(text: string, from: number, one: boolean): { deepest: number; end: number } {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 92) i++
      else if (c === 34) inString = false
    } else if (c === 34) inString = true
    else if (c === 123 || c === 91) deepest = Math.max(deepest, ++depth)
    else if ((c === 125 || c === 93) && --depth === 0 && one) return { deepest, end: i + 1 }
  }
  return { deepest, end: text.length }
}
