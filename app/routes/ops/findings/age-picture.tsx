import { lyingBars } from "#app/charts/bars.ts"

type Age = { readonly label: string; readonly count: number }

const box = { width: 100, rowHeight: 0, barHeight: 6 }

/** How long what is still there is known: a bar for each bucket of age. Read aloud, its words say the same. */
export function AgePicture({ ages }: { readonly ages: readonly Age[] }) {
  const bars = lyingBars(
    ages.map(({ count }) => count),
    box,
  )
  const told = ages.map(({ label, count }) => `${label}: ${count.toLocaleString("en")}`).join("; ")
  return (
    <div
      role="img"
      aria-label={`Known for ${told}`}
      className="grid grid-cols-2 gap-x-4 gap-y-2 px-4 sm:grid-cols-4"
    >
      {ages.map(({ label, count }, i) => (
        <div key={label}>
          <p className="flex justify-between gap-2 text-xs">
            <span className="text-text-2">{label}</span>
            <span className="tnum font-semibold">{count.toLocaleString("en")}</span>
          </p>
          <svg
            viewBox={`0 0 ${box.width} ${box.barHeight}`}
            preserveAspectRatio="none"
            className="mt-1 h-1.5 w-full"
          >
            <rect width={box.width} height={box.barHeight} fill="var(--c-sunken)" />
            <rect width={bars[i]?.width ?? 0} height={box.barHeight} fill="var(--c-chart-1)" />
          </svg>
        </div>
      ))}
    </div>
  )
}
