import { lyingBars } from "./bars.ts"

type Step = { readonly label: string; readonly count: number }

const box = { width: 600, rowHeight: 14, barHeight: 14 }

/** From what came in to what was worked on: a bar a step, under each other. Read aloud, its words say the same. */
export function Funnel({ steps }: { readonly steps: readonly Step[] }) {
  const bars = lyingBars(
    steps.map((step) => step.count),
    box,
  )
  const told = steps.map(({ label, count }) => `${label}: ${count.toLocaleString("en")}`).join("; ")
  return (
    <div role="img" aria-label={told} className="grid max-w-2xl content-start gap-3">
      {steps.map(({ label, count }, i) => (
        <div key={label}>
          <p className="flex justify-between gap-4 text-sm">
            <span className="text-text-2">{label}</span>
            <span className="tnum font-semibold">{count.toLocaleString("en")}</span>
          </p>
          <svg
            viewBox={`0 0 ${box.width} ${box.barHeight}`}
            preserveAspectRatio="none"
            className="mt-1 h-3.5 w-full"
          >
            <rect width={box.width} height={box.barHeight} fill="var(--c-sunken)" />
            <rect width={bars[i]?.width ?? 0} height={box.barHeight} fill="var(--c-chart-1)" />
          </svg>
        </div>
      ))}
    </div>
  )
}
