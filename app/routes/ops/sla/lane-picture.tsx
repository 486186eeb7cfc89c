import type { LaneRow } from "./lane-row.ts"

const hours = [0, 1, 2, 3, 4] as const
/** Where now is and how wide the four hours are, in percent of the lane; what is breached stands before now. */
const [nowAt, width] = [8, 88]
const placeOf = (due: number, now: number) =>
  nowAt + Math.min(1, Math.max(0, (due - now) / (4 * 3_600_000))) * width

const fills = { breached: "var(--c-s1)", risk: "var(--c-s3)", ok: "var(--c-s4)" } as const

/** The hours the lanes beneath it share. */
export function LaneAxis() {
  return (
    <svg className="h-4 w-full" aria-hidden="true">
      {hours.map((hour) => (
        <text
          key={hour}
          x={`${nowAt + (hour / 4) * width}%`}
          y="12"
          textAnchor="middle"
          fontSize="11"
          fill="var(--c-text-3)"
        >
          {hour === 0 ? "now" : `+${hour} h`}
        </text>
      ))}
    </svg>
  )
}

/** A dot a clock. What is breached is a number before now: how late it is stands in the list. */
export function LanePicture({ lane, now }: { readonly lane: LaneRow; readonly now: number }) {
  const told = `${lane.name}: ${lane.breached} breached, ${lane.atRisk} at risk, ${lane.soon} due in the next 4 hours`
  return (
    <svg className="h-6 w-full rounded-sm bg-sunken" role="img" aria-label={told} suppressHydrationWarning>
      {hours.map((hour) => (
        <line
          key={hour}
          x1={`${nowAt + (hour / 4) * width}%`}
          x2={`${nowAt + (hour / 4) * width}%`}
          y1="0"
          y2="24"
          stroke={hour === 0 ? "var(--c-text-2)" : "var(--c-line)"}
        />
      ))}
      {lane.breached > 0 ? (
        <text
          x={`${nowAt / 2}%`}
          y="16"
          textAnchor="middle"
          fontSize="12"
          fontWeight="600"
          fill="var(--c-s1-ink)"
        >
          {lane.breached}
        </text>
      ) : null}
      {lane.clocks
        .filter((clock) => clock.look !== "breached")
        .map((clock) => (
          <circle
            key={clock.id}
            cx={`${placeOf(clock.due, now)}%`}
            cy="12"
            r="5"
            fill={fills[clock.due < now ? "breached" : clock.look]}
            stroke="var(--c-surface)"
            suppressHydrationWarning
          />
        ))}
    </svg>
  )
}
