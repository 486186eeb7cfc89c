import { Download } from "lucide-react"
import { Link, useSearchParams } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { ageBuckets } from "#app/domain/findings/ageing.ts"
import { listFindings, summariseFindings } from "#app/domain/findings/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { CountedBars } from "#app/charts/counted-bars.tsx"
import { ActForm } from "#app/ui/act-form.tsx"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { cappedCount } from "#app/ui/tabs.tsx"
import { changed } from "../queue/query.ts"
import { BulkBar } from "./bulk-bar.tsx"
import { Filters } from "./filters.tsx"
import { FindingList } from "./finding-list.tsx"
import { filterOf } from "./query.ts"
import { findingRow } from "./row.ts"
import { settleMany } from "./settle-many.server.ts"
import type { Route } from "./+types/findings"

export const meta: Route.MetaFunction = () => [{ title: "Findings · Watchfloor" }]

const pageSize = 50
const countedTo = 10_000

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const filter = filterOf(params)
    const after = params.get("after")
    return withPortfolio(person, ["alerts.read", "clients.read"], async (t) => {
      const { items, nextCursor } = await listFindings(t, filter, {
        limit: pageSize,
        ...(after ? { after } : {}),
      })
      const { matching, ages } = await summariseFindings(t, filter, countedTo)
      return {
        ...{ rows: items.map((finding) => findingRow(finding, t.now)), nextCursor, matching },
        ages: ageBuckets.map(({ key, words }) => ({ label: words, count: ages.get(key) ?? 0 })),
        clients: (await listAllClients(t)).map(({ id, name }) => ({ id, name })),
        maySettle: person.permissions.has("alerts.triage"),
      }
    })
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => settleMany(await requireStaff(request), await readForm(request)))
}

/** The register of weaknesses over all clients: what is still there, how long, and what is due. */
export default function Findings({ loaderData }: Route.ComponentProps) {
  const { rows, nextCursor, matching, ages, clients, maySettle } = loaderData
  const [params] = useSearchParams()
  const query = params.toString()
  return (
    <>
      <PageHeader title="Findings" count={cappedCount(matching)}>
        {rows.length === 0 ? null : (
          <a href={`/ops/findings/export${query ? `?${query}` : ""}`} className={buttonClass()}>
            <Download className="size-4" aria-hidden="true" /> CSV
          </a>
        )}
      </PageHeader>
      <Filters clients={clients} />
      {rows.length === 0 ? (
        <Nothing isFiltered={query !== ""} />
      ) : (
        <div className="grid gap-4 py-4">
          <CountedBars
            counts={ages}
            said="Known for "
            look="low"
            className="grid grid-cols-2 gap-x-4 gap-y-2 px-4 sm:grid-cols-4"
          />
          {maySettle ? (
            <ActForm<{ readonly settled: number; readonly left: number }>
              act="settle"
              className="group grid gap-4"
            >
              {({ busy, errors, done }) => (
                <>
                  <BulkBar busy={busy} errors={errors} />
                  {done ? (
                    <p role="status" className="mx-4 rounded-md bg-done-tint px-3 py-2 text-done-ink">
                      {done.settled} settled{done.left > 0 ? `, ${done.left} left as they were` : ""}.
                    </p>
                  ) : null}
                  <FindingList rows={rows} mayChoose />
                </>
              )}
            </ActForm>
          ) : (
            <FindingList rows={rows} />
          )}
          {nextCursor ? (
            <Link to={changed(params, { after: nextCursor })} className={buttonClass("quiet", "mx-4 w-fit")}>
              Next page
            </Link>
          ) : null}
        </div>
      )}
    </>
  )
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title="No finding matches">Clear a filter, or choose all states.</EmptyState>
  ) : (
    <EmptyState title="No weakness is known that is still there">
      Reports of scanners come in through sources: Nessus, Trivy, Grype, Nuclei, OpenVAS and whatever else
      says that its event is a vulnerability.
    </EmptyState>
  )
}
