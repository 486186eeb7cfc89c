import * as z from "zod"
import { type CanonicalEvent, categories, disciplines, observableTypes } from "./adapter.ts"
import { severities } from "../alerts/severity.ts"
import { UnreadableBody } from "./unreadable-body.ts"

/**
 * The format the portal puts its own events into the inbox in: read once, addressed already. It is no tool's and stands in
 * no registry, so that nobody can deliver in it from outside.
 */
export const canonicalAdapter = "canonical"

const words = z.string().nullable()
const event = z.object({
  kind: z.enum(["firing", "resolved", "info"]),
  title: z.string(),
  description: words,
  severity: z.enum(severities),
  sourceSeverity: words,
  sourceStatus: words,
  externalId: words,
  dedupeKey: z.array(words),
  groupKey: z.array(words),
  occurredAt: words,
  asset: words,
  category: z.enum(categories),
  discipline: z.enum(disciplines),
  observables: z.array(z.object({ type: z.enum(observableTypes), value: z.string() })),
  techniques: z.array(z.string()),
  rule: words,
  url: words,
  labels: z.record(z.string(), z.string()),
  partial: z.array(z.string()),
  defaulted: z.array(z.enum(["severity", "status"])).default([]),
})

/** Events as an adapter read them, and which adapter that was: what they are folded by goes by it. */
export const readEvents = z.object({ adapter: z.string().min(1).max(64), events: z.array(event) })
export type ReadEvents = { readonly adapter: string; readonly events: readonly CanonicalEvent[] }

export function writeCanonical(read: ReadEvents): string {
  return JSON.stringify(read)
}

/** @throws UnreadableBody for anything `writeCanonical` did not write */
export function readCanonical(body: string): ReadEvents {
  try {
    return readEvents.parse(JSON.parse(body))
  } catch {
    throw new UnreadableBody("events put in by the portal itself that it cannot read back")
  }
}
