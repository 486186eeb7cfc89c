import { lyingBars } from "./bars.ts"

type Step = { readonly label: string; readonly count: number }

const rowHeight = 44
const barHeight = 14
const width = 600

/** From what came in to what was worked on: a bar a step, under each other. Its words say the same. */
export function Funnel({ steps }: { readonly steps: readonly Step[] }) {
  const bars = lyingBars(
    steps.map((step) => step.count),
    { width, rowHeight, barHeight },
  )
  const told = steps.map(({ label, count }) => `${label}: ${count.toLocaleString("en")}`).join("; ")
  return (
    <svg
      viewBox={`0 0 ${width} ${steps.length * rowHeight - 6}`}
      className="h-auto w-full max-w-2xl"
      role="img"
      aria-label={told}
    >
      {steps.map(({ label, count }, i) => (
        <g key={label} transform={`translate(0 ${(bars[i]?.y ?? 0) + 4})`}>
          <text y="11" fontSize="13" fill="var(--c-text-2)">
            {label}
          </text>
          <text x={width} y="11" fontSize="13" textAnchor="end" fontWeight="600" fill="var(--c-text)">
            {count.toLocaleString("en")}
          </text>
          <rect x="0" y="18" width={width} height={barHeight} rx="3" fill="var(--c-sunken)" />
          <rect x="0" y="18" width={bars[i]?.width ?? 0} height={barHeight} rx="3" fill="var(--c-chart-1)" />
        </g>
      ))}
    </svg>
  )
}
