import { box, type Drawn, pictureOf } from "./picture.ts"

const edge = 4

/** What depends on what, drawn: an arrow leads to what a service cannot work without. The list says the same in words. */
export function DependencyPicture({ services }: { readonly services: readonly Drawn[] }) {
  const { width, height, boxes, edges } = pictureOf(services)
  if (boxes.length === 0) return null
  return (
    <div
      className="overflow-x-auto rounded-lg border border-line bg-surface p-4"
      role="region"
      tabIndex={0}
      aria-label="Picture of the dependencies"
    >
      <svg
        role="img"
        aria-label={`${boxes.length} services, ${edges.length} ${edges.length === 1 ? "dependency" : "dependencies"} between them; the list below names them`}
        width={width + 2 * edge}
        height={height + 2 * edge}
        viewBox={`${-edge} ${-edge} ${width + 2 * edge} ${height + 2 * edge}`}
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="6"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0,0 L8,4 L0,8 z" className="fill-text-3" />
          </marker>
        </defs>
        {edges.map(({ from, to, path }) => (
          <path key={`${from} ${to}`} d={path} markerEnd="url(#arrow)" className="fill-none stroke-text-3" />
        ))}
        {boxes.map(({ id, name, criticality, x, y }) => (
          <g key={id} transform={`translate(${x} ${y})`}>
            <title>{`${name}, ${criticality} criticality`}</title>
            <rect
              width={box.width}
              height={box.height}
              rx="6"
              className={`fill-canvas ${criticality === "high" ? "stroke-s1" : "stroke-line"}`}
            />
            <text x="10" y="19" className="fill-text text-xs font-medium">
              {shortened(name)}
            </text>
            <text x="10" y="34" className="fill-text-2 text-2xs">
              {criticality} criticality
            </text>
          </g>
        ))}
      </svg>
      <p className="mt-2 text-xs text-text-3">An arrow leads to what a service cannot work without.</p>
    </div>
  )
}

const shortened = (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name)
