import * as z from "zod"
import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import { severityRank } from "../alerts/severity.ts"
import type { CanonicalEvent } from "../ingest/adapter.ts"
import { globMatches } from "../matching/glob.ts"
import type { Matchable } from "../matching/matcher.ts"
import { valuesOf } from "../matching/values-of.ts"

/** Fields an entry may look at besides `labels.<name>` and `entity.<type>`: those that can tell one client from another. */
const plainFields = ["asset", "rule", "title", "url", "entity"] as const

const mapField = z
  .string()
  .trim()
  .max(120)
  .refine(
    (name) =>
      (plainFields as readonly string[]).includes(name) || /^(labels|entity)\.[^\s]{1,100}$/.test(name),
    `is none of ${plainFields.join(", ")}, labels.<name> and entity.<type>`,
  )
  .meta({ examples: ["labels.tenant"] })

const mapValue = z
  .string()
  .trim()
  .min(1, "is empty")
  .max(500)
  // A pattern every value fits would be a default client.
  .refine((value) => /[^*?\s]/.test(value), "fits everything: no client is the default")
  .meta({ description: "The whole value, in any case; * stands for any characters", examples: ["nordbank*"] })

export const newMapEntry = z.object({ field: mapField, value: mapValue })
export type NewMapEntry = z.infer<typeof newMapEntry>

/** `field matches value -> client`. */
export type MapEntry = NewMapEntry & {
  readonly id: string
  readonly clientId: TenantId
  /** The source that stands for the shared one at this client. */
  readonly mirrorId: SourceId
}

/** An entry as the pipeline goes by it. */
export type LiveEntry = MapEntry & {
  /** False where the client is suspended or its part of the source was ended: its events are unrouted, nobody else's. */
  readonly isOpen: boolean
}

/** The first entry the event matches, in their order; it alone decides, whether its client can take the event or not. */
export function firstMatch<E extends NewMapEntry>(event: Matchable, entries: readonly E[]): E | undefined {
  return entries.find(({ field, value }) =>
    valuesOf(event, field).some((found) => globMatches(value.toLowerCase(), found.trim().toLowerCase())),
  )
}

/** An event that is no alert yet, as matchers look at it. @param tool key of the adapter that read it */
export function matchableOf(event: CanonicalEvent, sourceId: SourceId, tool: string): Matchable {
  return { ...event, severity: severityRank(event.severity), sourceId, tool, serviceId: null }
}

/** The values by which an event could be told from others: for the queue of what is unrouted, and for its map. */
export function mappableValues(event: CanonicalEvent): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(event.labels))
    if (/^[^\s]{1,100}$/.test(name) && value !== "") values.set(`labels.${name}`, value)
  for (const field of ["asset", "rule", "title"] as const) {
    const value = event[field]
    if (value) values.set(field, value)
  }
  return values
}
