import { Link } from "react-router"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import type { IncidentRow } from "../incidents/row.ts"

/** The incidents of a campaign at clients in reach. */
export function MemberTable({ rows, now }: { readonly rows: readonly IncidentRow[]; readonly now: number }) {
  if (rows.length === 0)
    return (
      <p className="rounded-lg border border-line bg-surface p-4 text-text-2">
        None of its incidents is at a client you reach. Add one from an incident’s page.
      </p>
    )
  return (
    <ul aria-label="Incidents" className="grid gap-2">
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-line bg-surface px-4 py-2"
        >
          <SeverityGlyph severity={row.severity} />
          <span className="min-w-56 flex-1">
            <Link to={`/ops/incidents/${row.id}`} className="hover:underline">
              <span className="tnum text-xs text-text-2">{row.reference}</span> <Said>{row.title}</Said>
            </Link>
            <span className="block text-xs text-text-3">
              <Said>{row.client.name}</Said> · {row.merged ? "merged" : row.stage} ·{" "}
              <TimeAgo at={row.openedAt} renderedAt={now} />
            </span>
          </span>
          <ActForm act="remove" fields={{ incidents: row.id }} className="contents">
            {({ busy }) => (
              <Button
                className="ml-auto"
                type="submit"
                disabled={busy}
                aria-label={`Take ${row.reference} out of the campaign`}
              >
                Take out
              </Button>
            )}
          </ActForm>
        </li>
      ))}
    </ul>
  )
}
