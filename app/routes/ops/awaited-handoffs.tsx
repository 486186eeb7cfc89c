import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import type { AwaitedLine } from "./awaited-handoffs.server.ts"

/** Shown at once; the rest is said by number. */
const firstFew = 5

/** What the other team asks of this person's, above the lists they work from, until somebody answers. */
export function AwaitedHandoffs({
  handoffs,
  now,
}: {
  readonly handoffs: readonly AwaitedLine[]
  readonly now: number
}) {
  if (handoffs.length === 0) return null
  const more = handoffs.length - firstFew
  return (
    <section
      aria-label="Handoffs that wait for an answer"
      className="mx-4 mb-2 grid grid-cols-1 gap-1 rounded-lg border border-s3 bg-s3-tint p-3 text-sm text-s3-ink"
    >
      <h2 className="font-semibold">
        {handoffs.length === 1 ? "One handoff waits" : `${handoffs.length} handoffs wait`} for an answer
      </h2>
      <ul className="grid grid-cols-1 gap-1">
        {handoffs.slice(0, firstFew).map((handoff) => (
          <li key={handoff.id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
            <span className="tnum text-xs">
              {handoff.fromTeam.toUpperCase()} to {handoff.toTeam.toUpperCase()}
            </span>
            <SlaClock dueAt={handoff.dueAt} startedAt={handoff.requestedAt} renderedAt={now} />
            <Link
              to={`/ops/incidents/${handoff.incidentId}`}
              className="tap inline-flex items-center font-medium underline"
            >
              {handoff.reference} P{handoff.priority}
            </Link>
            <span className="min-w-0 flex-1 basis-48 truncate">
              {handoff.reason}: <Said>{handoff.ask}</Said>
            </span>
            {handoff.awaits ? (
              <span className="text-xs">
                waits for the approval of {handoff.awaits === "client" ? "the client" : "a lead"}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {more > 0 ? <p>And {more} more, due later.</p> : null}
    </section>
  )
}
