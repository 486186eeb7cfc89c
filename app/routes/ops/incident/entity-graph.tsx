import { visibleText } from "#app/ui/visible-text.ts"
import { layOut } from "./graph-layout.ts"
import type { SuggestionLine } from "./suggestion-line.ts"

/** Of a box, in units of the drawing. */
const widths = { incident: 108, entity: 176 }

/** What this incident shares with others, drawn. The list beside it says the same in words. */
export function EntityGraph({
  reference,
  suggestions,
}: {
  readonly reference: string
  readonly suggestions: readonly SuggestionLine[]
}) {
  const { width, height, self, entities, incidents, edges } = layOut(reference, suggestions)
  const curve = (a: { x: number; y: number }, b: { x: number; y: number }) => {
    const middle = (a.x + b.x) / 2
    return `M${a.x},${a.y} C${middle},${a.y} ${middle},${b.y} ${b.x},${b.y}`
  }
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="h-auto w-full max-w-140"
      role="img"
      aria-label={`${reference} shares ${entities.length} entities with ${incidents.length} other incidents; the list says which`}
    >
      {entities.map((node) => (
        <path
          key={node.key}
          d={curve({ x: self.x + widths.incident, y: self.y }, node)}
          fill="none"
          stroke="var(--c-control)"
        />
      ))}
      {edges.map(({ from, to }) => (
        <path
          key={`${from.key} ${to.key}`}
          d={curve({ x: from.x + widths.entity, y: from.y }, to)}
          fill="none"
          stroke="var(--c-control)"
        />
      ))}
      <Node x={self.x} y={self.y} width={widths.incident} label={self.label} strong />
      {entities.map((node) => (
        <Node key={node.key} x={node.x} y={node.y} width={widths.entity} label={node.label} round />
      ))}
      {incidents.map((node) => (
        <Node key={node.key} x={node.x} y={node.y} width={widths.incident} label={node.label} />
      ))}
    </svg>
  )
}

function Node({
  x,
  y,
  width,
  label,
  strong = false,
  round = false,
}: {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly label: string
  readonly strong?: boolean
  readonly round?: boolean
}) {
  const fits = Math.floor(width / 6.2)
  const text = visibleText(label)
  return (
    <g>
      <title>{text}</title>
      <rect
        x={x}
        y={y - 10}
        width={width}
        height={20}
        rx={round ? 10 : 4}
        fill={strong ? "var(--c-selected)" : "var(--c-surface)"}
        stroke={strong ? "var(--c-accent)" : "var(--c-control)"}
      />
      <text x={x + 8} y={y + 3.5} fontSize="10" fill="var(--c-text)">
        {text.length > fits ? `${text.slice(0, fits - 1)}…` : text}
      </text>
    </g>
  )
}
