import { span } from "#app/ui/clock-text.ts"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { ClockLine } from "./detail.ts"

const names = { acknowledge: "Acknowledge", resolve: "Resolve" } as const

/** Each clock as a bar: target, elapsed, when it is due and how it ended. */
export function Clocks({
  clocks,
  now,
  none = "No commitment.",
}: {
  readonly clocks: readonly ClockLine[]
  readonly now: number
  /** Said where there is none. */
  readonly none?: string
}) {
  return (
    <section aria-labelledby="clocks" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="clocks" className="mb-3 font-semibold">
        SLA clocks
      </h2>
      {clocks.length === 0 ? <p className="text-text-3">{none}</p> : null}
      <ul className="grid gap-4">
        {clocks.map((clock) => (
          <li key={clock.id} className="grid gap-1">
            <div className="flex items-center justify-between gap-2">
              <span className="font-medium">{names[clock.metric]}</span>
              <Outcome clock={clock} now={now} />
            </div>
            <Bar clock={clock} />
            <p className="text-xs text-text-3">
              {span(clock.elapsedSeconds)} of {span(clock.targetSeconds)}
              {clock.pausedSeconds > 0 ? `, paused ${span(clock.pausedSeconds)}` : ""} · due{" "}
              <Moment at={clock.dueAt} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Outcome({ clock, now }: { readonly clock: ClockLine; readonly now: number }) {
  switch (clock.state) {
    case "met":
      return (
        <span className="rounded-sm bg-done-tint px-1.5 text-xs text-done-ink">
          ✓ met in {span(clock.elapsedSeconds)}
        </span>
      )
    case "missed":
      return (
        <span className="rounded-sm bg-s1 px-1.5 text-xs font-semibold text-on-s1">
          missed by {span(Math.max(0, clock.elapsedSeconds - clock.targetSeconds))}
        </span>
      )
    case "cancelled":
      return <span className="rounded-sm bg-s5-tint px-1.5 text-xs text-s5-ink">ended without outcome</span>
    default:
      return <SlaClock dueAt={clock.dueAt} startedAt={clock.startedAt} renderedAt={now} />
  }
}

function Bar({ clock }: { readonly clock: ClockLine }) {
  const used = Math.min(1, clock.elapsedSeconds / clock.targetSeconds)
  const bad = clock.state === "missed" || clock.state === "breached"
  return (
    <svg
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      className="h-1.5 w-full"
      role="img"
      aria-label={`${Math.round(used * 100)} % of the target used`}
    >
      <rect width="100" height="4" fill="var(--c-sunken)" />
      <rect
        width={used * 100}
        height="4"
        fill={bad ? "var(--c-s1)" : clock.state === "met" ? "var(--c-done)" : "var(--c-s4)"}
      />
    </svg>
  )
}
