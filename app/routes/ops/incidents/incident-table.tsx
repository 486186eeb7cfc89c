import { Eye, Lock } from "lucide-react"
import type { RefObject } from "react"
import { Link } from "react-router"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { SlaClock } from "#app/ui/sla-clock.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { IncidentRow } from "./row.ts"

const head =
  "sticky top-12 border-b border-line bg-canvas px-2 text-left text-2xs font-medium tracking-wide text-text-3 uppercase"
const cell = "border-b border-line px-2 max-md:block max-md:border-0 max-md:p-0"

export function IncidentTable({
  ref,
  rows,
  index,
  onFocus,
  selected,
  onToggle,
  now,
}: {
  readonly ref: RefObject<HTMLTableSectionElement | null>
  readonly rows: readonly IncidentRow[]
  readonly index: number
  readonly onFocus: (index: number) => void
  readonly selected: ReadonlySet<string>
  readonly onToggle: (id: string) => void
  readonly now: number
}) {
  return (
    <table
      role="grid"
      aria-label="Incidents"
      className="w-full table-fixed border-separate border-spacing-0 text-sm max-md:block"
    >
      <colgroup>
        {["w-10", "w-14", "w-12", "w-28", "w-28", "", "w-24", "w-28", "w-16", "w-24", "w-20"].map(
          (width, i) => (
            <col key={i} className={width} />
          ),
        )}
      </colgroup>
      <thead className="max-md:hidden">
        <tr className="h-8">
          <th scope="col" className={head}>
            <span className="sr-only">Selected</span>
          </th>
          {[
            "Sev",
            "Prio",
            "Next clock",
            "Id",
            "Incident",
            "Stage",
            "Owner",
            "Alerts",
            "Activity",
            "Lane",
          ].map((name) => (
            <th
              key={name}
              scope="col"
              className={`${head} ${name === "Alerts" || name === "Lane" ? "max-lg:hidden" : ""}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={ref} className="max-md:block">
        {rows.map((row, i) => (
          <tr
            key={row.id}
            tabIndex={i === index ? 0 : -1}
            onFocus={() => onFocus(i)}
            aria-selected={selected.has(row.id)}
            className="aria-selected:bg-selected h-8 outline-offset-[-2px] hover:bg-hover max-md:grid max-md:h-auto max-md:grid-cols-[5rem_1fr_auto] max-md:gap-x-2 max-md:border-b max-md:border-line max-md:px-3 max-md:py-2"
          >
            <td className={`${cell} max-md:hidden`}>
              {row.merged || row.dismissed ? null : (
                <label className="tap grid place-items-center">
                  <span className="sr-only">Select {row.reference}</span>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    checked={selected.has(row.id)}
                    onChange={() => onToggle(row.id)}
                  />
                </label>
              )}
            </td>
            <td className={cell}>
              <SeverityGlyph severity={row.severity} />
            </td>
            <td className={`${cell} tnum text-xs max-md:hidden`}>P{row.priority}</td>
            <td className={`${cell} max-md:order-3 max-md:justify-self-end`}>
              {row.merged || row.dismissed ? (
                <span className="text-xs text-text-3">{row.merged ? "merged" : "dismissed"}</span>
              ) : row.resolvedAt ? (
                <span className="text-xs text-done-ink">resolved</span>
              ) : (
                <SlaClock dueAt={row.dueAt} renderedAt={now} />
              )}
            </td>
            <td className={`${cell} tnum text-xs text-text-2 max-md:order-2`}>{row.reference}</td>
            <td className={`${cell} max-md:order-4 max-md:col-span-3`}>
              <Link
                to={`/ops/incidents/${row.id}`}
                tabIndex={-1}
                className="block truncate hover:underline"
                title={visibleText(`${row.client.name}: ${row.title}`)}
              >
                <Said>{row.title}</Said>
              </Link>
            </td>
            <td
              className={`${cell} text-xs max-md:order-5 ${row.stage === "new" ? "text-new-ink" : "text-text-2"}`}
            >
              {row.isCandidate && !row.dismissed ? (
                <span className="rounded-sm bg-s3-tint px-1 text-s3-ink">candidate</span>
              ) : (
                row.stage
              )}
            </td>
            <td className={`${cell} truncate text-xs text-text-2 max-md:order-6`}>
              {row.owner ? <Said>{row.owner}</Said> : <span className="text-text-3">–</span>}
            </td>
            <td className={`${cell} tnum text-xs text-text-2 max-lg:hidden max-md:hidden`}>
              {row.alertCount}
            </td>
            <td className={`${cell} text-xs text-text-2 max-md:order-7 max-md:justify-self-end`}>
              <TimeAgo at={row.lastActivityAt} renderedAt={now} />
            </td>
            <td className={`${cell} text-xs text-text-3 max-lg:hidden max-md:hidden`}>
              <span
                className="inline-flex items-center gap-1"
                title={row.shared ? "The client sees this incident" : "Internal"}
              >
                {row.shared ? (
                  <Eye className="size-3.5" aria-hidden="true" />
                ) : (
                  <Lock className="size-3.5" aria-hidden="true" />
                )}
                {row.shared ? "Client" : "Internal"}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
