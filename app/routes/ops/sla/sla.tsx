import { Download } from "lucide-react"
import { useEffect } from "react"
import { Link, useRevalidator, useSearchParams } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Section } from "#app/ui/section.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { AttainmentTable } from "../../shared/sla/attainment-table.tsx"
import { changed } from "../queue/query.ts"
import { AwaitedCorrections } from "./awaited-corrections.tsx"
import { Lanes } from "./lanes.tsx"
import { MissList } from "./miss-list.tsx"
import { askedTabs, type AskedTab, readQuery } from "./query.ts"
import { watchScreen } from "./screen.server.ts"
import { WatchFilter } from "./watch-filter.tsx"
import type { Route } from "./+types/sla"

export const meta: Route.MetaFunction = () => [{ title: "SLA · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const query = readQuery(request)
    return withPortfolio(person, ["sla.read", "clients.read"], (t) => watchScreen(t, query))
  })
}

const tabNames: Record<AskedTab, string> = {
  nothing: "To explain",
  waiting: "To be decided",
  contested: "Contested",
  granted: "Left out",
  all: "All",
}

/** How often what is shown is asked anew: clocks breach without anybody doing anything. */
const refreshEvery = 60_000

/** What breaches next, how the month stands, and what of it has to be explained. */
export default function SlaWatch({ loaderData }: Route.ComponentProps) {
  const { lanes, table, misses, months, month, clients, chosen, show, counts, now, nextCursor } = loaderData
  const [params] = useSearchParams()
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && void revalidate(), refreshEvery)
    return () => clearInterval(timer)
  }, [revalidate])
  const file = new URLSearchParams({ ...chosen, month })
  return (
    <>
      <PageHeader title="SLA">
        <a href={`/ops/sla/export?what=clocks&${file}`} className={buttonClass("quiet", "print:hidden")}>
          <Download className="size-4" aria-hidden="true" /> Clocks, CSV
        </a>
        <a href={`/ops/sla/export?what=attainment&${file}`} className={buttonClass("quiet", "print:hidden")}>
          <Download className="size-4" aria-hidden="true" /> Attainment, CSV
        </a>
      </PageHeader>
      <div className="grid gap-6 px-4 pb-12">
        <WatchFilter {...{ chosen, clients, months, month, show }} />
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <Section title="Next 4 hours" intro="What is breached now, and what is due.">
            <Lanes lanes={lanes} now={now} />
          </Section>
          <Section
            title="The month"
            intro="Each client's month by its own time zone. Adjusted leaves out what was approved."
          >
            {table.length === 0 ? (
              <EmptyState title="No promise was kept or missed in this month" />
            ) : (
              <AttainmentTable rows={table} label="Attainment" first="Client and metric" />
            )}
          </Section>
        </div>
        <AwaitedCorrections rows={loaderData.awaited} />
        <Section title="Breaches">
          <Tabs
            label="Breaches by what was asked"
            current={show}
            tabs={askedTabs.map((tab) => ({
              key: tab,
              label: tabNames[tab],
              count: (counts[tab] ?? 0).toLocaleString("en"),
              to: changed(params, { show: tab === "nothing" ? null : tab, after: null }),
            }))}
          />
          <MissList misses={misses} show={show} />
          {nextCursor ? (
            <Link to={changed(params, { after: nextCursor })} className={buttonClass("quiet", "w-fit")}>
              Older breaches
            </Link>
          ) : null}
        </Section>
      </div>
    </>
  )
}
