import { type Instant, Temporal } from "#app/kernel/time.ts"
import { type AuditResult, auditResults, type Chain } from "./entry.ts"
import type { AuditQuery, Qualifier } from "./query.ts"

/** Which entries of the audit somebody asks for. */
export type AuditFilter = {
  /** Part of the actor's name, or its id. */
  readonly actor?: string
  /** A whole action (`alert.close`) or its beginning. */
  readonly action?: string
  /** An id, or a kind of record. */
  readonly target?: string
  readonly client?: Chain
  /** From this moment on. */
  readonly after?: Instant
  /** Up to this moment, without it. */
  readonly before?: Instant
  readonly result?: AuditResult
  /** Part of the action or of the actor's name. */
  readonly text?: string
}

/** A day (its beginning, in UTC) or a moment; null for anything else. */
export function momentOf(text: string): Instant | null {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.Instant.from(`${text}T00:00:00Z`)
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}

/** A query as a filter. Values that mean nothing are left out and named in `ignored`. */
export function filterOf(
  query: AuditQuery,
  clientOf: (text: string) => Chain | undefined,
): { readonly filter: AuditFilter; readonly ignored: readonly Qualifier[] } {
  const { actor, action, target, text } = query
  const client = query.client ? clientOf(query.client) : undefined
  const after = momentOf(query.after ?? "")
  const before = momentOf(query.before ?? "")
  const result = auditResults.find((r) => r === query.result)
  const read = { client, after, before, result }
  return {
    filter: {
      ...(actor ? { actor } : {}),
      ...(action ? { action } : {}),
      ...(target ? { target } : {}),
      ...(text ? { text } : {}),
      ...(client ? { client } : {}),
      ...(after ? { after } : {}),
      ...(before ? { before } : {}),
      ...(result ? { result } : {}),
    },
    ignored: (["client", "after", "before", "result"] as const).filter((name) => query[name] && !read[name]),
  }
}
