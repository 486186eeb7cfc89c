import { Link, useSearchParams } from "react-router"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import { useNow } from "#app/ui/use-now.ts"
import { changed } from "../queue/query.ts"
import { LaneAxis, LanePicture } from "./lane-picture.tsx"
import type { LaneRow } from "./lane-row.ts"

/** Clocks listed under a lane before the rest is folded away. */
const listed = 4

/** A lane a client: its clocks on the next four hours, and under it the same as a list that leads to each. */
export function Lanes({
  lanes,
  now: renderedAt,
}: {
  readonly lanes: readonly LaneRow[]
  readonly now: number
}) {
  const now = useNow(renderedAt)
  const [params] = useSearchParams()
  if (lanes.length === 0)
    return (
      <EmptyState title="All clear">Nothing is breached, and nothing is due in the next 4 hours.</EmptyState>
    )
  return (
    <div className="grid gap-4">
      <LaneAxis />
      <ul className="grid gap-4">
        {lanes.map((lane) => (
          <li key={lane.tenantId} className="grid gap-1 border-b border-line pb-3 last:border-0 last:pb-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <h3 className="font-medium">
                <Link to={changed(params, { client: lane.tenantId })} className="text-link hover:underline">
                  <Said>{lane.name}</Said>
                </Link>
              </h3>
              <p className="tnum flex flex-wrap gap-x-3 text-xs text-text-2">
                {lane.breached > 0 ? (
                  <span className="font-semibold text-s1-ink">{lane.breached} breached</span>
                ) : null}
                {lane.atRisk > 0 ? <span className="text-s3-ink">{lane.atRisk} at risk</span> : null}
                <span>{lane.soon} due</span>
                <span>{lane.running} running</span>
              </p>
            </div>
            <LanePicture lane={lane} now={now} />
            <ClockItems clocks={lane.clocks.slice(0, listed)} now={renderedAt} />
            {lane.clocks.length > listed ? (
              <details className="text-sm">
                <summary className="tap w-fit py-1 text-link">
                  {lane.clocks.length - listed} more
                  <span className="sr-only"> of {lane.name}</span>
                </summary>
                <ClockItems clocks={lane.clocks.slice(listed)} now={renderedAt} />
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

function ClockItems({ clocks, now }: { readonly clocks: LaneRow["clocks"]; readonly now: number }) {
  return (
    <ul className="grid text-sm">
      {clocks.map((clock) => (
        <li key={clock.id} className="flex min-w-0 items-center gap-2 py-0.5">
          <span className="w-20 shrink-0">
            <SlaClock dueAt={clock.dueAt} startedAt={clock.startedAt} renderedAt={now} />
          </span>
          <Link to={clock.to} className="tap inline-flex items-center shrink-0 text-link hover:underline">
            {clock.reference}
          </Link>
          <span className="min-w-0 flex-1 truncate text-text-2">
            P{clock.priority ?? "–"} {clock.metric} · <Said>{clock.title}</Said>
          </span>
          <span className="max-w-32 truncate text-xs text-text-3 max-sm:hidden">
            <Said>{clock.owner ?? "nobody"}</Said>
          </span>
        </li>
      ))}
    </ul>
  )
}
