import type { SuggestionLine } from "./suggestion-line.ts"

export type GraphNode = {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly label: string
}
export type GraphLayout = {
  readonly width: number
  readonly height: number
  readonly self: GraphNode
  readonly entities: readonly GraphNode[]
  readonly incidents: readonly GraphNode[]
  /** From an entity to another incident. */
  readonly edges: readonly { readonly from: GraphNode; readonly to: GraphNode }[]
}

const width = 500
const rowHeight = 26
const columns = { self: 4, entities: 152, incidents: 384 }

/** Places this incident, what it shares and with whom in three columns, each evenly down the height of the longest. */
export function layOut(reference: string, suggestions: readonly SuggestionLine[]): GraphLayout {
  const shared = [...new Set(suggestions.flatMap((s) => s.shares.map(keyOf)))]
  const rows = Math.max(shared.length, suggestions.length, 1)
  const height = rows * rowHeight
  const down = (i: number, count: number) => ((i + 0.5) * height) / count
  const entities = shared.map((key, i) => ({
    key,
    label: key,
    x: columns.entities,
    y: down(i, shared.length),
  }))
  const incidents = suggestions.map((s, i) => ({
    key: s.id,
    label: s.reference,
    x: columns.incidents,
    y: down(i, suggestions.length),
  }))
  const entityOf = new Map(entities.map((node) => [node.key, node]))
  const edges = suggestions.flatMap((s, i) =>
    s.shares.flatMap((entity) => {
      const [from, to] = [entityOf.get(keyOf(entity)), incidents[i]]
      return from && to ? [{ from, to }] : []
    }),
  )
  const self = { key: "self", label: reference, x: columns.self, y: height / 2 }
  return { width, height, self, entities, incidents, edges }
}

const keyOf = ({ type, value }: { readonly type: string; readonly value: string }) => `${type} ${value}`
