import { visibleText } from "#app/ui/visible-text.ts"
import type { Plan } from "./plan.ts"

const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const
const dayLength = 86_400

/** The next two weeks of a calendar: each local date as a line of 24 hours, with its hours and what is special in words. */
export function Fortnight({ plan }: { readonly plan: Plan }) {
  return (
    <div className="grid gap-1">
      <p className="flex justify-between pl-28 text-2xs text-text-3" aria-hidden="true">
        {["00", "06", "12", "18", "24"].map((hour) => (
          <span key={hour} className="tnum">
            {hour}
          </span>
        ))}
      </p>
      <ol aria-label="The next two weeks" className="grid gap-1.5">
        {plan.days.map((day) => (
          <Day key={day.date} day={day} />
        ))}
      </ol>
      <p className="text-xs text-text-3">By the wall clock of {plan.zone}.</p>
    </div>
  )
}

function Day({ day }: { readonly day: Plan["days"][number] }) {
  const open = day.windows.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(", ")
  const notes = [
    open || "closed",
    ...(day.holiday ? [day.holiday] : []),
    ...(day.isChanged ? ["other hours than usual"] : []),
    ...(day.hours === 24 ? [] : [`the clocks change: ${day.hours} hours`]),
  ]
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-2 text-xs">
      <span className="tnum whitespace-nowrap text-text-2">
        {weekdayNames[day.weekday]} {day.date}
      </span>
      <svg viewBox="0 0 240 10" preserveAspectRatio="none" className="h-3 w-full" aria-hidden="true">
        <rect width="240" height="10" fill="var(--c-sunken)" />
        {[60, 120, 180].map((x) => (
          <line
            key={x}
            x1={x}
            x2={x}
            y2="10"
            stroke="var(--c-line)"
            strokeWidth="1"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {day.windows.map(({ from, to }) => (
          <rect
            key={from}
            x={(from / dayLength) * 240}
            width={((to - from) / dayLength) * 240}
            height="10"
            fill="var(--c-s4)"
          />
        ))}
      </svg>
      <span className={`col-start-2 ${notes.length > 1 ? "text-text" : "text-text-3"}`}>
        {visibleText(notes.join(" · "))}
      </span>
    </li>
  )
}

function clock(seconds: number): string {
  const pad = (value: number) => String(Math.floor(value)).padStart(2, "0")
  return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}`
}
