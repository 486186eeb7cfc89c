import { uprightBars } from "./bars.ts"

/** A row of small bars, an hour each: how it went, at a glance. What it says in words is `label`. */
export function Sparkline({
  values,
  label,
  width = 96,
  height = 20,
  className = "h-5 w-24",
}: {
  readonly values: readonly number[]
  readonly label: string
  readonly width?: number
  readonly height?: number
  readonly className?: string
}) {
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={className}
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--c-line)" />
      {uprightBars(values, { width, height }).map((bar, i) => (
        <rect key={i} {...bar} fill="var(--c-chart-1)" />
      ))}
    </svg>
  )
}
