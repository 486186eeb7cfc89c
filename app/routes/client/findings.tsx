import { Link } from "react-router"
import { withOwnClient } from "#app/auth/guards.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { listOwnFindings } from "#app/domain/findings/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { findingRow } from "../ops/findings/row.ts"
import type { Route } from "./+types/findings"

export const meta: Route.MetaFunction = () => [{ title: "Findings · Watchfloor" }]

const pageSize = 50

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    const after = new URL(request.url).searchParams.get("after")
    return withOwnClient(person, ["own.read"], async (t) => {
      const page = await listOwnFindings(t, { limit: pageSize, ...(after ? { after } : {}) })
      return { rows: page.items.map((finding) => findingRow(finding, t.now)), nextCursor: page.nextCursor }
    })
  })
}

/** The weaknesses of the client's own systems that are still there, and by when each is to be fixed. */
export default function ClientFindings({ loaderData }: Route.ComponentProps) {
  const { rows, nextCursor } = loaderData
  return (
    <div className="mx-auto grid max-w-5xl gap-6 px-4 py-8 text-md">
      <div>
        <h1 className="mb-1 text-2xl font-semibold">Findings</h1>
        <p className="text-text-2">
          Weaknesses scanners found in your systems and that are still there, what is due first at the top.
        </p>
      </div>
      {rows.length === 0 ? (
        <EmptyState title="No weakness is known that is still there" />
      ) : (
        <ul aria-label="Findings" className="grid rounded-lg border border-line bg-surface">
          {rows.map((row) => (
            <li key={row.id} className="grid gap-1 border-b border-line px-4 py-3 last:border-0">
              <p className="flex flex-wrap items-center gap-x-2 font-medium">
                <SeverityGlyph severity={row.severity} /> <Said>{row.title}</Said>
              </p>
              <p className="text-sm text-text-2">
                <Said>{row.asset ?? "No asset named"}</Said>
                {row.cves.length > 0 ? ` · ${row.cves.join(", ")}` : ""}
                {row.more > 0 ? ` and ${row.more} more` : ""}
              </p>
              <p className="flex flex-wrap items-center gap-2 text-xs">
                <span className={`rounded-full px-2 ${row.tone}`}>{row.state}</span>
                {row.due ? (
                  <span className={row.isOverdue ? "font-medium text-s1-ink" : "text-text-2"}>
                    {row.isOverdue ? "overdue since" : "due"} <Moment at={row.due} />
                  </span>
                ) : null}
              </p>
            </li>
          ))}
        </ul>
      )}
      {nextCursor ? (
        <Link to={`?after=${encodeURIComponent(nextCursor)}`} className={buttonClass("quiet", "w-fit")}>
          Next page
        </Link>
      ) : null}
    </div>
  )
}
