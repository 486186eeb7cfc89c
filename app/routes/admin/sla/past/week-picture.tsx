import { scaleLog } from "d3-scale"

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const
const ticks = ["00", "06", "12", "18", "24"] as const
const cell = { width: 10, height: 10, gap: 1 }
/** What the legend shows, as far as it goes. */
const legend = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500] as const

/** The more people the fuller, by their logarithm: one hour with many leaves the others apart. Nobody is an empty cell. */
const opacityOf = (most: number) =>
  scaleLog()
    .domain([1, Math.max(2, most)])
    .range([0.3, 1])

/** A week of hours, a line a day: people on duty as shades. The same figures stand in the table beneath. */
export function WeekPicture({
  title,
  people,
  most,
}: {
  readonly title: string
  readonly people: readonly number[]
  /** The largest number in any of the pictures side by side: they share their shades. */
  readonly most: number
}) {
  const opacity = opacityOf(most)
  return (
    <figure className="grid min-w-0 content-start gap-1">
      <figcaption className="text-sm font-medium">{title}</figcaption>
      <p className="flex justify-between pl-9 text-2xs text-text-3" aria-hidden="true">
        {ticks.map((hour) => (
          <span key={hour} className="tnum">
            {hour}
          </span>
        ))}
      </p>
      {dayNames.map((day, index) => (
        <div
          key={day}
          aria-hidden="true"
          className="grid grid-cols-[2.25rem_minmax(0,1fr)] items-center text-xs text-text-2"
        >
          <span>{day}</span>
          <svg
            viewBox={`0 0 ${24 * cell.width} ${cell.height}`}
            preserveAspectRatio="none"
            className="h-5 w-full"
          >
            {people.slice(index * 24, index * 24 + 24).map((count, hour) => (
              <rect
                key={hour}
                x={hour * cell.width + cell.gap / 2}
                width={cell.width - cell.gap}
                height={cell.height}
                fill={count > 0 ? "var(--c-chart-1)" : "var(--c-sunken)"}
                fillOpacity={count > 0 ? opacity(count) : 1}
              />
            ))}
          </svg>
        </div>
      ))}
    </figure>
  )
}

/** Which shade is how many people. */
export function WeekLegend({ most }: { readonly most: number }) {
  const opacity = opacityOf(most)
  const counts = most === 0 ? [] : [...legend.filter((count) => count < most), most]
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-text-2">
      {[0, ...counts].map((count) => (
        <span key={count} className="flex items-center gap-1.5">
          <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
            <rect
              width="12"
              height="12"
              fill={count > 0 ? "var(--c-chart-1)" : "var(--c-sunken)"}
              fillOpacity={count > 0 ? opacity(count) : 1}
              stroke="var(--c-line)"
            />
          </svg>
          {count === 0 ? "nobody" : count === 1 ? "1 person" : `${count} people`}
        </span>
      ))}
    </p>
  )
}
