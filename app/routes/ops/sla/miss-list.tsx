import { Link } from "react-router"
import { span } from "#app/ui/clock-text.ts"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { type MissRow, standing } from "./miss-row.ts"
import type { AskedTab } from "./query.ts"

const none: Record<AskedTab, string> = {
  nothing: "Nothing is left to explain",
  waiting: "Nothing waits for a decision",
  contested: "No client objects to anything",
  granted: "Nothing was left out",
  all: "No promise was missed in this month",
}

/** Missed promises, the last first. Each leads to its incident, and to where it is explained and left out. */
export function MissList({ misses, show }: { readonly misses: readonly MissRow[]; readonly show: AskedTab }) {
  if (misses.length === 0) return <EmptyState title={none[show]} />
  return (
    <ul className="grid">
      {misses.map((miss) => {
        const { text, tone } = standing(miss)
        return (
          <li
            key={miss.id}
            className="grid gap-x-4 gap-y-1 border-b border-line py-2 last:border-0 md:grid-cols-[minmax(0,1fr)_auto] md:items-center"
          >
            <div className="min-w-0">
              <p className="truncate">
                <Link to={miss.to} className="font-medium text-link hover:underline">
                  {miss.reference}
                </Link>{" "}
                <Said>{miss.title}</Said>
              </p>
              <p className="text-xs text-text-2">
                <Said>{miss.client}</Said> · P{miss.priority} {miss.metric} · breached{" "}
                <Moment at={miss.breachedAt} /> · {overText(miss)} · owner{" "}
                <Said>{miss.owner ?? "nobody"}</Said>
              </p>
            </div>
            <p className="flex items-center gap-3">
              <span className={`rounded-full px-2.5 text-xs whitespace-nowrap ${tone}`}>{text}</span>
              <Link
                to={`/ops/sla/clocks/${miss.id}`}
                aria-label={`Explain ${miss.metric} of ${miss.reference}`}
                className="tap inline-flex items-center text-sm text-link hover:underline"
              >
                Explain
              </Link>
            </p>
          </li>
        )
      })}
    </ul>
  )
}

export function overText({ overSeconds }: Pick<MissRow, "overSeconds">): string {
  return overSeconds === null ? "still running" : `${span(overSeconds)} too long`
}
