import { Link } from "react-router"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { FindingRow } from "./row.ts"

/** Findings, the nearest deadline first; with boxes where several are settled at once. */
export function FindingList({
  rows,
  mayChoose = false,
}: {
  readonly rows: readonly FindingRow[]
  readonly mayChoose?: boolean
}) {
  return (
    <ul aria-label="Findings" className="grid">
      {rows.map((row) => (
        <li
          key={row.id}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-0 md:grid-cols-[auto_minmax(0,1fr)_auto] md:items-center"
        >
          <span className="flex items-center gap-2">
            {mayChoose ? (
              <input
                type="checkbox"
                name="finding"
                value={row.id}
                aria-label={`Choose ${visibleText(row.title)}${row.asset ? ` on ${visibleText(row.asset)}` : ""}`}
                className="size-5"
              />
            ) : null}
            <SeverityGlyph severity={row.severity} />
          </span>
          <div className="min-w-0">
            <Link to={`/ops/findings/${row.id}`} className="font-medium text-link hover:underline">
              <Said>{row.title}</Said>
            </Link>
            <p className="text-xs text-text-2">
              <Said>{row.client}</Said>
              {row.asset ? (
                <>
                  {" "}
                  · <Said>{row.asset}</Said>
                </>
              ) : null}
              {row.cves.length > 0 ? ` · ${row.cves.join(", ")}` : ""}
              {row.more > 0 ? ` and ${row.more} more` : ""} · last seen <Moment at={row.lastSeenAt} />
            </p>
          </div>
          <p className="flex flex-wrap items-center gap-2 text-xs max-md:col-start-2 md:justify-end">
            {row.exploitKnown ? (
              <span className="rounded-full bg-s1-tint px-2 text-s1-ink">Exploit known</span>
            ) : null}
            <span className={`rounded-full px-2 ${row.tone}`}>{row.state}</span>
            {row.due ? (
              <span className={row.isOverdue ? "font-medium text-s1-ink" : "text-text-2"}>
                {row.isOverdue ? "overdue since" : "due"} <Moment at={row.due} />
              </span>
            ) : (
              <span className="text-text-3">no deadline</span>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
