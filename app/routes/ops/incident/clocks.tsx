import { Check, Pause } from "lucide-react"
import { Link } from "react-router"
import { ClockPicture } from "#app/ui/clock-picture.tsx"
import { span } from "#app/ui/clock-text.ts"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { ShownClock } from "./clock-line.ts"
import { CorrectedNote } from "./corrected-note.tsx"

/** Each clock as a line that was drawn from its events: how much of the target is used, when it is due, and why then. */
export function Clocks({
  clocks,
  now,
  readsMisses,
  none = "No commitment.",
}: {
  readonly clocks: readonly ShownClock[]
  readonly now: number
  /** May read what was asked to be left out of a miss. */
  readonly readsMisses: boolean
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
              <span className="font-medium first-letter:uppercase">{clock.name}</span>
              <Outcome clock={clock} now={now} />
            </div>
            <ClockPicture
              segments={clock.segments}
              marks={clock.marks}
              isBreached={clock.isBreached}
              label={`${Math.round((clock.elapsedSeconds / clock.targetSeconds) * 100)} % of the target used`}
            />
            <p className="text-xs text-text-3">
              {span(clock.elapsedSeconds)} of {span(clock.targetSeconds)}
              {clock.dueAt ? (
                <>
                  {" "}
                  · due <Moment at={clock.dueAt} />
                </>
              ) : null}
            </p>
            <details className="text-xs text-text-2">
              <summary className="w-fit cursor-pointer py-1 text-link">Why is it due then?</summary>
              <p className="pt-1">{clock.why}</p>
              {clock.levels === "" ? null : <p className="pt-1">{clock.levels}</p>}
              {clock.correction ? <CorrectedNote correction={clock.correction} /> : null}
              {clock.hasStopped && readsMisses ? (
                <Link
                  to={`/ops/sla/clocks/${clock.id}/stop`}
                  className="inline-block py-1 text-link underline"
                >
                  Correct the stop …<span className="sr-only"> of {clock.name}</span>
                </Link>
              ) : null}
            </details>
            {clock.isBreached && readsMisses ? (
              <Link to={`/ops/sla/clocks/${clock.id}`} className="w-fit py-1 text-xs text-link underline">
                Explain the breach<span className="sr-only"> of {clock.name}</span>
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Outcome({ clock, now }: { readonly clock: ShownClock; readonly now: number }) {
  switch (clock.state) {
    case "met":
      return (
        <span className="inline-flex items-center gap-1 rounded-sm bg-done-tint px-1.5 text-xs text-done-ink">
          <Check aria-hidden="true" className="size-3" />
          met in {span(clock.elapsedSeconds)}
        </span>
      )
    case "missed":
      return <Missed clock={clock} />
    case "cancelled":
      // What was late when nobody waited for it any more is a miss all the same.
      if (clock.isBreached) return <Missed clock={clock} />
      return <span className="rounded-sm bg-s5-tint px-1.5 text-xs text-s5-ink">ended without outcome</span>
    case "paused":
      return (
        <span className="inline-flex items-center gap-1 rounded-sm bg-s5-tint px-1.5 text-xs text-s5-ink">
          <Pause aria-hidden="true" className="size-3" />
          paused, {span(Math.max(0, clock.secondsLeft))} left
        </span>
      )
    default:
      return <SlaClock dueAt={clock.dueAt} startedAt={clock.startedAt} renderedAt={now} />
  }
}

function Missed({ clock }: { readonly clock: ShownClock }) {
  return (
    <span className="rounded-sm bg-s1 px-1.5 text-xs font-semibold text-on-s1">
      missed by {span(Math.max(0, -clock.secondsLeft))}
    </span>
  )
}
