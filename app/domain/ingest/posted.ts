import { readBody, type Body } from "./body.ts"
import { documentsOf } from "./documents.ts"
import { isNothing } from "./fields.ts"
import { UnreadableBody } from "./unreadable-body.ts"

/**
 * The documents of a tool that posts JSON or a form as its template says: one for a form, and the JSON that stands in a
 * part of a multipart form.
 *
 * @throws UnreadableBody for any other text
 */
export function postedOf(body: Body, tool: string): readonly unknown[] {
  if (body.kind === "form") return [body.fields]
  if (body.kind === "json") return documentsOf(body, tool)
  const inner = /^--/.test(body.text) ? jsonPart(body.text) : null
  if (inner === null) throw new UnreadableBody(`${tool} sends JSON or a form; this is a text`)
  return documentsOf(readBody("application/json", inner), tool)
}

function jsonPart(multipart: string): string | null {
  const [from, to] = [multipart.indexOf("{"), multipart.lastIndexOf("}")]
  return from >= 0 && to > from ? multipart.slice(from, to + 1) : null
}

/**
 * A template's fields without the placeholders that its tool did not fill in (`$ALERT_ID`, `${N=…}`, `%device`,
 * `*monitorID*`, `{{ name }}`): they would be the same text for every problem.
 */
export function filledIn(document: unknown): Readonly<Record<string, unknown>> {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return {}
  return Object.fromEntries(Object.entries(document).filter(([, value]) => !isPlaceholder(value)))
}

function isPlaceholder(value: unknown): boolean {
  if (typeof value !== "string" || value.length > 200) return false
  return (
    isNothing(value.trim()) ||
    /^(?:\$[A-Z][A-Z0-9_]*\$?|\$\{[^{}]*\}|%[a-z_]+%?|\*[A-Za-z]+\*|\{\{[^{}]*\}\}|\{[A-Z_.]+\})$/.test(
      value.trim(),
    )
  )
}

/** The host of a link, as the name of what is watched. */
export function hostOf(url: string | null): string | null {
  if (url === null) return null
  const full = url.includes("://") ? url : `http://${url}`
  return URL.canParse(full) ? new URL(full).hostname || null : null
}
