import { Said } from "#app/ui/said.tsx"
import { calendarDays } from "./calendar-days.ts"
import type { WindowRow } from "./window-row.ts"

const day = 86_400_000

/** The next 14 days, a line a window: when each is in force. The list beneath says the same in words. */
export function Calendar({ windows, now }: { readonly windows: readonly WindowRow[]; readonly now: number }) {
  const lines = windows.filter((window) => window.runs.length > 0)
  if (lines.length === 0) return null
  const end = now + calendarDays * day
  const share = (at: number) =>
    `${(((Math.min(Math.max(at, now), end) - now) / (end - now)) * 100).toFixed(3)}%`
  const firstMidnight = Math.ceil(now / day) * day
  const midnights = Array.from({ length: calendarDays }, (_, i) => firstMidnight + i * day).filter(
    (at) => at < end,
  )
  return (
    <figure className="grid gap-2 rounded-lg border border-line bg-surface p-4">
      <figcaption className="text-sm font-medium">
        The next 14 days <span className="font-normal text-text-3">(days in UTC)</span>
      </figcaption>
      <div className="grid grid-cols-[6rem_1fr] md:grid-cols-[12rem_1fr] gap-x-3 text-xs">
        <span />
        <svg className="h-5 w-full overflow-visible" aria-hidden="true">
          {midnights.map((at, i) => (
            <text
              key={at}
              x={share(at)}
              y="14"
              className={`tnum fill-text-3 text-2xs ${i % 2 === 1 ? "max-md:hidden" : ""}`}
            >
              {new Date(at).toISOString().slice(8, 10)}
            </text>
          ))}
        </svg>
        {lines.map((window) => (
          <div key={`${window.clientId} ${window.id}`} className="contents">
            <span className="truncate py-1" title={window.title}>
              <Said>{window.title}</Said>
            </span>
            <svg
              className="h-6 w-full"
              role="img"
              aria-label={`${window.runs.length === 1 ? "one run" : `${window.runs.length} runs`} in the next 14 days${window.overlaps.length > 0 ? ", overlapping" : ""}`}
            >
              {midnights.map((at) => (
                <line key={at} x1={share(at)} x2={share(at)} y1="0" y2="100%" className="stroke-line" />
              ))}
              <line x1="0" x2="100%" y1="100%" y2="100%" className="stroke-line" />
              {window.runs.map((run) => (
                <RunBar
                  key={run.start}
                  from={share(Date.parse(run.start))}
                  width={
                    ((Math.min(Date.parse(run.end), end) - Math.max(Date.parse(run.start), now)) /
                      (end - now)) *
                    100
                  }
                  isOverlapping={window.overlaps.length > 0}
                />
              ))}
            </svg>
          </div>
        ))}
      </div>
    </figure>
  )
}

function RunBar({
  from,
  width,
  isOverlapping,
}: {
  readonly from: string
  readonly width: number
  readonly isOverlapping: boolean
}) {
  return (
    <rect
      x={from}
      y="5"
      // A run of some minutes would be thinner than a line.
      width={`${Math.max(width, 0.6).toFixed(3)}%`}
      height="14"
      rx="2"
      className={isOverlapping ? "fill-s3" : "fill-chart-3"}
    />
  )
}
