import { Link } from "react-router"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { type QueueRow, statusWord } from "../queue/row.ts"

export function AlertList({
  alerts,
  total,
  now,
}: {
  readonly alerts: readonly QueueRow[]
  readonly total: number
  readonly now: number
}) {
  return (
    <section aria-labelledby="members" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="members" className="mb-2 font-semibold">
        Alerts{" "}
        <span className="tnum text-xs font-normal text-text-3">
          {total > alerts.length ? `newest ${alerts.length} of ${total}` : total}
        </span>
      </h2>
      {alerts.length === 0 ? <p className="text-text-3">No alert belongs to it.</p> : null}
      <ul className="grid gap-2">
        {alerts.map((alert) => (
          <li key={alert.id} className="grid gap-0.5 text-sm">
            <Link to={`/ops/alerts/${alert.id}`} className="[overflow-wrap:anywhere] hover:underline">
              <Said>{alert.title}</Said>
            </Link>
            <span className="flex flex-wrap items-center gap-x-2 text-xs text-text-3">
              <SeverityGlyph severity={alert.severity} /> {statusWord({ ...alert, incident: null })}{" "}
              {alert.asset ? (
                <span>
                  · <Said>{alert.asset}</Said>
                </span>
              ) : null}{" "}
              {alert.count > 1 ? `· ×${alert.count}` : ""} ·{" "}
              <TimeAgo at={alert.lastSeenAt} renderedAt={now} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
