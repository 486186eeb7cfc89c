import { mappableValues } from "../shared-sources/tenant-map.ts"
import type { UnroutedView } from "./unrouted.ts"

/** Waiting events of one shared source that have the same value in the field looked at. */
export type UnroutedGroup = {
  readonly sourceId: string
  readonly sourceName: string
  /** Null where the field is missing. */
  readonly value: string | null
  readonly events: readonly UnroutedView[]
}

/** Fields by which waiting events could be told apart, those that most events have first. */
export function groupingFields(events: readonly UnroutedView[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { event } of events)
    for (const field of mappableValues(event).keys()) counts.set(field, (counts.get(field) ?? 0) + 1)
  const worth = (field: string) => (counts.get(field) ?? 0) + (namesClient.test(field) ? events.length : 0)
  return [...counts.keys()].sort((a, b) => worth(b) - worth(a) || a.localeCompare(b))
}

/** Labels that tools with several customers put the customer in. */
const namesClient =
  /^labels\.(?:.*[._-])?(tenant|customer|client|org|organization|organisation|account|site)/i

/** The most events first. */
export function groupByValue(events: readonly UnroutedView[], field: string): readonly UnroutedGroup[] {
  const keyed = Map.groupBy(events, ({ source, event }) =>
    JSON.stringify([source.id, mappableValues(event).get(field)?.trim().toLowerCase() ?? null]),
  )
  return [...keyed.values()]
    .map((those): UnroutedGroup => {
      const [first] = those
      const value = first ? (mappableValues(first.event).get(field)?.trim() ?? null) : null
      return { sourceId: first?.source.id ?? "", sourceName: first?.source.name ?? "", value, events: those }
    })
    .sort((a, b) => b.events.length - a.events.length || (a.value ?? "").localeCompare(b.value ?? ""))
}
