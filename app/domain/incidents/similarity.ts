import type { IncidentId } from "#app/kernel/ids.ts"
import type { Entity, EntityType } from "./entity.ts"

/** Another incident that may belong to this one, and why. */
export type Suggestion = {
  readonly incident: IncidentId
  /** 1 to 100. */
  readonly score: number
  /** What both name, the most telling first. */
  readonly shares: readonly Entity[]
}

/** Seconds an incident is looked back for: 7 days. */
export const lookBackSeconds = 7 * 86_400
/** Incidents and entities a suggestion shows at most, this incident included. */
export const maxNodes = 100
/** What more incidents than this name says nothing about any of them. */
export const tooCommon = 50

/** How much it says that two incidents name the same: a hash nearly everything, an asset the least. */
const weight: Readonly<Record<EntityType, number>> = {
  hash: 1,
  url: 1,
  domain: 0.9,
  mail: 0.9,
  user: 0.8,
  ip: 0.8,
  cve: 0.6,
  asset: 0.5,
}

/**
 * Scores incidents by what they share with one: each entity counts by its kind, and the less the more incidents name it.
 * Best first, as many as fit into the nodes of one picture.
 */
export function suggestionsFrom(
  sharing: readonly (Entity & { readonly incident: IncidentId })[],
  nodes = maxNodes,
): Suggestion[] {
  const named = Map.groupBy(sharing, keyOf)
  const telling = (entity: Entity) => {
    const others = named.get(keyOf(entity))?.length ?? 0
    return others > tooCommon ? 0 : weight[entity.type] / Math.log2(1 + others)
  }
  const scored = [...Map.groupBy(sharing, (row) => row.incident)].flatMap(([incident, rows]) => {
    const shares = rows
      .map(({ type, value }) => ({ type, value, tells: telling({ type, value }) }))
      .filter(({ tells }) => tells > 0)
      .sort((a, b) => b.tells - a.tells || (keyOf(a) < keyOf(b) ? -1 : 1))
    const sum = shares.reduce((total, { tells }) => total + tells, 0)
    if (sum === 0) return []
    return [{ incident, score: percent(sum), shares: shares.map(({ type, value }) => ({ type, value })) }]
  })
  return withinNodes(
    scored.sort((a, b) => b.score - a.score || (a.incident < b.incident ? 1 : -1)),
    nodes,
  )
}

/** "shares ip 203.0.113.7 and user ana", or the first two and how many more. */
export function reasonOf(shares: readonly Entity[]): string {
  const words = shares.slice(0, 2).map(({ type, value }) => `${type} ${value}`)
  const more = shares.length - words.length
  return `shares ${[words.join(more > 0 ? ", " : " and "), ...(more > 0 ? [`${more} more`] : [])].join(" and ")}`
}

export const keyOf = ({ type, value }: Entity) => `${type} ${value}`

/** More evidence counts less and less: never quite 100. */
const percent = (sum: number) => Math.min(99, Math.max(1, Math.round(100 * (1 - Math.exp(-1.2 * sum)))))

function withinNodes(suggestions: readonly Suggestion[], nodes: number): Suggestion[] {
  const entities = new Set<string>()
  const kept: Suggestion[] = []
  for (const suggestion of suggestions) {
    const fresh = suggestion.shares.map(keyOf).filter((key) => !entities.has(key))
    if (1 + kept.length + 1 + entities.size + fresh.length > nodes) continue
    for (const key of fresh) entities.add(key)
    kept.push(suggestion)
  }
  return kept
}
