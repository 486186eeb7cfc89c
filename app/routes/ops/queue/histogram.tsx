type Hour = { readonly hour: number; readonly severity: number; readonly count: number }

const fills = ["var(--c-s1)", "var(--c-s2)", "var(--c-s3)", "var(--c-s4)", "var(--c-s5)"]
const hours = 24
const width = 240
const height = 32

/** First sightings of the last 24 hours, an hour a bar, the worst at the foot. */
export function Histogram({ hours: data }: { readonly hours: readonly Hour[] }) {
  const totals = Array.from({ length: hours }, (_, hour) =>
    data.filter((d) => d.hour === hour).reduce((sum, d) => sum + d.count, 0),
  )
  const most = Math.max(1, ...totals)
  const all = totals.reduce((sum, n) => sum + n, 0)
  return (
    <figure className="flex items-end gap-2 max-sm:hidden">
      <figcaption className="text-2xs text-text-3">
        <span className="tnum">{all}</span> new in 24 h
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className="h-8 w-60"
        role="img"
        aria-label={`${all} open alerts were first seen in the last 24 hours, ${totals.at(-1) ?? 0} in the last hour`}
      >
        <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--c-line)" />
        {totals.flatMap((_, hour) => {
          let foot = height - 1
          return [1, 2, 3, 4, 5].map((severity) => {
            const count = data.find((d) => d.hour === hour && d.severity === severity)?.count ?? 0
            const tall = (count / most) * (height - 2)
            foot -= tall
            return count > 0 ? (
              <rect
                key={`${hour}-${severity}`}
                x={hour * 10 + 1}
                y={foot}
                width="8"
                height={tall}
                fill={fills[severity - 1]}
              />
            ) : null
          })
        })}
      </svg>
    </figure>
  )
}
