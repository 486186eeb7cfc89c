import { awsDocumentsOf } from "./aws-envelope.ts"
import { type Body, readBody } from "./body.ts"
import { documentsOf, maxEvents } from "./documents.ts"
import { at, firstText, isFields } from "./fields.ts"

/** Lists that event hubs and forwarders batch in. */
const batches = ["records", "events", "logs"]
/** Where collectors put what they carry, as an object or as the text it was. */
const holders = ["message", "event", "payload", "_raw", "raw", "log", "body"]
/** A priority, or a time, of syslog. */
const header = /^(?:<\d{1,3}>|[A-Z][a-z]{2} {1,2}\d{1,2} |\d{4}-\d{2}-\d{2}T)[^{]{0,500}(?=\{)/

/**
 * What stands inside something that a collector has put around it: JSON behind a header of syslog, the batch of an event
 * hub or of AWS, the document or line that a shipper carries in a field of its own. Null where a body holds nothing of the
 * kind.
 */
export function carriedIn(body: Body): Body | null {
  if (body.kind === "text")
    return jsonOf(body.text.split("\n").map((line) => line.trim().replace(header, "")))
  if (body.kind !== "json") return null
  const documents = documentsOf(body, "a collector")
  const known = new Set(documents)
  const sent = awsDocumentsOf(body, "a collector")
  if (sent.some((document) => !known.has(document))) return { kind: "json", values: sent }
  const inner = documents.slice(0, maxEvents + 1).flatMap(insideOf)
  if (inner.length === 0) return null
  const lines = inner.filter((value) => typeof value === "string")
  if (lines.length < inner.length) return { kind: "json", values: inner.filter(isFields) }
  return jsonOf(lines) ?? { kind: "text", text: lines.join("\n") }
}

function insideOf(document: unknown): readonly unknown[] {
  const batch = batches.map((name) => at(document, name)).find(Array.isArray)
  if (batch) return batch as unknown[]
  const original = firstText(document, "event.original")
  const held = original ?? holders.map((name) => at(document, name)).find(isFields)
  return [held ?? firstText(document, ...holders)].filter((value) => value !== null)
}

/** The documents of lines of which each is one; null for any other text. */
function jsonOf(lines: readonly string[]): Body | null {
  const given = lines.filter((line) => line !== "")
  if (given.length === 0 || !given.every((line) => line.startsWith("{"))) return null
  try {
    const bodies = given.map((line) => readBody("application/json", line))
    return { kind: "json", values: bodies.flatMap((body) => (body.kind === "json" ? body.values : [])) }
  } catch {
    return null
  }
}
