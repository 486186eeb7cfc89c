import { lyingBars } from "./bars.ts"

type Counted = { readonly label: string; readonly count: number }

const box = { width: 600, rowHeight: 14, barHeight: 14 }

const looks = {
  tall: { words: "text-sm gap-4", bar: "h-3.5" },
  low: { words: "text-xs gap-2", bar: "h-1.5" },
}

/** A bar for each count, by the largest of them. Read aloud, its words say the same. */
export function CountedBars({
  counts,
  said = "",
  look = "tall",
  className,
}: {
  readonly counts: readonly Counted[]
  /** What is read before the counts. */
  readonly said?: string
  readonly look?: keyof typeof looks
  /** How the bars stand to each other. */
  readonly className: string
}) {
  const bars = lyingBars(
    counts.map(({ count }) => count),
    box,
  )
  const told = counts.map(({ label, count }) => `${label}: ${count.toLocaleString("en")}`).join("; ")
  return (
    <div role="img" aria-label={`${said}${told}`} className={className}>
      {counts.map(({ label, count }, i) => (
        <div key={label}>
          <p className={`flex justify-between ${looks[look].words}`}>
            <span className="text-text-2">{label}</span>
            <span className="tnum font-semibold">{count.toLocaleString("en")}</span>
          </p>
          <svg
            viewBox={`0 0 ${box.width} ${box.barHeight}`}
            preserveAspectRatio="none"
            className={`mt-1 w-full ${looks[look].bar}`}
          >
            <rect width={box.width} height={box.barHeight} fill="var(--c-sunken)" />
            <rect width={bars[i]?.width ?? 0} height={box.barHeight} fill="var(--c-chart-1)" />
          </svg>
        </div>
      ))}
    </div>
  )
}
