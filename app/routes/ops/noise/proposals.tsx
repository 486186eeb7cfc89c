import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import type { Proposal } from "#app/domain/noise/propose.ts"
import type { RuleRow } from "../../shared/noise/row.ts"

type Row = RuleRow & Proposal & { readonly newest: string }

/** What could be changed, what it would spare, and where to do it. */
export function Proposals({
  proposals,
  withClient,
  days,
  maySuppress,
}: {
  readonly proposals: readonly Row[]
  readonly withClient: boolean
  readonly days: number
  readonly maySuppress: boolean
}) {
  if (proposals.length === 0)
    return (
      <p className="text-text-2">
        No rule stands out: what they report is worked on or folded as it should be.
      </p>
    )
  return (
    <ol className="grid gap-3">
      {proposals.map((row) => (
        <li key={row.key} className="grid gap-1 border-b border-line pb-3 last:border-0 last:pb-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <h3 className="font-medium">
              <Said>{row.title}</Said>
              <span className="font-normal text-text-2">
                {" · "}
                {withClient ? (
                  <>
                    <Said>{row.client}</Said>
                    {", "}
                  </>
                ) : null}
                <Said>{row.source}</Said>
                {row.rule === null ? null : (
                  <>
                    {", rule "}
                    <Said>{row.rule}</Said>
                  </>
                )}
              </span>
            </h3>
            <p className="tnum text-sm whitespace-nowrap text-done-ink">
              about {row.saves.toLocaleString("en")} fewer {row.saves === 1 ? "alert" : "alerts"} in{" "}
              {days === 1 ? "24 hours" : `${days} days`}
            </p>
          </div>
          <p className="text-text-2">
            {row.why} {row.what}
          </p>
          <p className="flex flex-wrap gap-x-4 text-sm print:hidden">
            <Link to={`/ops/alerts/${row.newest}`} className="tap text-link hover:underline">
              Newest alert
            </Link>
            {maySuppress ? (
              <Link
                to={`/ops/suppressions/new?alert=${row.newest}&rule=1`}
                className="tap text-link hover:underline"
              >
                Create suppression
              </Link>
            ) : null}
            <Link to={`/admin/sources/${row.sourceId}`} className="tap text-link hover:underline">
              Source and fingerprint
            </Link>
          </p>
        </li>
      ))}
    </ol>
  )
}
