import { Link } from "react-router"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import type { SlaLists } from "./list-page.server.ts"

/** The calendars there are, with their hours and who goes by them. */
export function CalendarList({ lists }: { readonly lists: SlaLists }) {
  if (lists.calendars.length === 0)
    return (
      <EmptyState title="No calendars yet">
        Targets can go round the clock without one. Add a calendar for those that follow somebody's hours.
      </EmptyState>
    )
  return (
    <ul className="grid max-w-5xl gap-2" aria-label="Calendars">
      {lists.calendars.map((calendar) => (
        <li key={calendar.id} className="rounded-lg border border-line bg-surface p-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Link
              to={`/admin/sla/calendars/${calendar.id}`}
              className="font-medium text-link hover:underline"
            >
              <Said>{calendar.name}</Said>
            </Link>
            <span className="text-xs text-text-3">version {calendar.version}</span>
          </p>
          <p className="text-sm text-text-2">
            {calendar.hours.charAt(0).toUpperCase() + calendar.hours.slice(1)}, {calendar.zone}
            {calendar.holidays > 0 ? ` · ${calendar.holidays} holidays` : ""}
          </p>
          <p className="text-xs text-text-3">
            {calendar.usedBy.length === 0 ? (
              "No policy goes by it."
            ) : (
              <>
                Used by <Said>{calendar.usedBy.join(", ")}</Said>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
