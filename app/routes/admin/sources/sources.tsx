import { Plus } from "lucide-react"
import { Link } from "react-router"
import { reachOf } from "#app/auth/access.ts"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { healthOf } from "#app/domain/sources/health.ts"
import { listVitals } from "#app/domain/sources/read-vitals.server.ts"
import { listSources } from "#app/domain/sources/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { HealthMark } from "./health-mark.tsx"
import { vitalsRow } from "./list-row.ts"
import { VitalsCells } from "./vitals-cells.tsx"
import type { Route } from "./+types/sources"

export const meta: Route.MetaFunction = () => [{ title: "Sources · Watchfloor" }]

const views = ["all", "silent", "waiting", "paused"] as const
const labels = { all: "All", silent: "Silent", waiting: "Never heard", paused: "Paused" } as const

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const view = views.find((v) => v === new URL(request.url).searchParams.get("view")) ?? "all"
    return withPortfolio(person, ["sources.read", "clients.read"], async (t) => {
      const clients = new Map(
        (await listAllClients(t, { withProvider: true })).map((client) => [client.id, client.name]),
      )
      const { items } = await listSources(t, { limit: 1000 })
      const vitals = await listVitals(t)
      const now = t.now.epochMilliseconds
      const sources = items.map((source) => ({
        id: source.id,
        name: source.name,
        tool: adapters[source.adapter]?.label ?? source.adapter,
        client: clients.get(source.client) ?? "",
        health: healthOf(source, now),
        lastDeliveryAt: source.lastDeliveryAt?.toString() ?? null,
        rate: source.ratePerSecond,
        vitals: vitalsRow(vitals.get(source.id)),
      }))
      const count = (v: string) => sources.filter((s) => v === "all" || s.health === v).length
      return {
        view,
        now,
        counts: Object.fromEntries(views.map((v) => [v, count(v)])),
        mayManage: person.permissions.has("sources.manage"),
        seesShared: reachOf(person, ["sources.read", "clients.read"]) === "all",
        sources: sources
          .filter((source) => view === "all" || source.health === view)
          .sort((a, b) => a.client.localeCompare(b.client) || a.name.localeCompare(b.name)),
      }
    })
  })
}

export default function Sources({ loaderData }: Route.ComponentProps) {
  const { sources, counts, view, now, mayManage, seesShared } = loaderData
  const tabs = views.map((key) => ({
    key,
    label: labels[key],
    count: `${counts[key]}`,
    to: key === "all" ? "?" : `?view=${key}`,
  }))
  return (
    <>
      <PageHeader title="Sources" count={`${counts["all"]}`}>
        {seesShared ? (
          <Link to="/admin/shared" className={buttonClass()}>
            Shared sources
          </Link>
        ) : null}
        {mayManage ? (
          <Link to="/admin/sources/new" className={buttonClass("primary")}>
            <Plus className="size-4" aria-hidden="true" /> Add a source
          </Link>
        ) : null}
      </PageHeader>
      <Tabs label="State" tabs={tabs} current={view} />
      {sources.length === 0 ? (
        <EmptyState title={view === "all" ? "No sources yet" : "None of these"}>
          {view === "all" ? "Add one: its tool starts sending as soon as the token is pasted there." : null}
        </EmptyState>
      ) : (
        <div className="overflow-x-auto px-4">
          <table className="w-full text-sm">
            <thead className="max-md:hidden">
              <tr className="h-10 border-b border-line text-left text-xs text-text-3">
                {[
                  ...["Client", "Source", "Tool", "State", "Last delivery", "Limit"],
                  ...["Events, 24 h", "Lag", "Last trouble"],
                ].map((name) => (
                  <th key={name} scope="col" className="pr-4 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr
                  key={source.id}
                  className="h-10 border-b border-line hover:bg-hover max-md:grid max-md:h-auto max-md:grid-cols-[1fr_auto] max-md:gap-x-3 max-md:py-2"
                >
                  <td className="pr-4 max-md:order-3 max-md:text-xs max-md:text-text-2">
                    <Said>{source.client}</Said>
                  </td>
                  <td className="pr-4 font-medium">
                    <Link to={`/admin/sources/${source.id}`} className="text-link hover:underline">
                      <Said>{source.name}</Said>
                    </Link>
                  </td>
                  <td className="pr-4 text-text-2 max-md:hidden">{source.tool}</td>
                  <td className="pr-4 max-md:order-2 max-md:pr-0">
                    <HealthMark health={source.health} />
                  </td>
                  <td className="pr-4 text-text-2 max-md:order-4 max-md:pr-0 max-md:text-right max-md:text-xs">
                    {source.lastDeliveryAt ? (
                      <TimeAgo at={source.lastDeliveryAt} renderedAt={now} />
                    ) : (
                      "never"
                    )}
                  </td>
                  <td className="tnum pr-4 text-text-2 max-md:hidden">{source.rate}/s</td>
                  <VitalsCells {...source.vitals} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
