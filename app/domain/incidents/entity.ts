import { observableTypes, type Observable } from "../ingest/adapter.ts"

export const entityTypes = [...observableTypes, "asset"] as const
export type EntityType = (typeof entityTypes)[number]

/** Something an incident's alerts name: an address, a hash, a person, the asset itself. */
export type Entity = { readonly type: EntityType; readonly value: string }

/** Longer values are left out: they would not fit an index, and nobody compares them. */
const maxValueLength = 500
/** Entities of one alert at most. */
const maxEntities = 100

/** What one alert names, each once. */
export function entitiesOf(alert: {
  readonly observables: readonly Observable[]
  readonly asset: string | null
}): Entity[] {
  const named: readonly Entity[] = [
    ...(alert.asset ? [{ type: "asset" as const, value: alert.asset }] : []),
    ...alert.observables,
  ]
  const unique = new Map(named.map(({ type, value }) => [`${type} ${value}`, { type, value }]))
  return [...unique.values()]
    .filter(({ value }) => value !== "" && value.length <= maxValueLength)
    .slice(0, maxEntities)
}
