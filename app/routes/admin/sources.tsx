import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listClients } from "#app/domain/clients/read.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { listSources } from "#app/domain/sources/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import type { Route } from "./+types/sources"

export const meta: Route.MetaFunction = () => [{ title: "Sources · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return withPortfolio(person, ["sources.read", "clients.read"], async (t) => {
      const clients = new Map(
        (await listClients(t, { limit: 200 })).items.map((client) => [client.id, client.name]),
      )
      const { items } = await listSources(t, { limit: 200 })
      const sources = items.map((s) => ({
        id: s.id,
        name: s.name,
        tool: adapters[s.adapter]?.label ?? s.adapter,
        client: clients.get(s.client) ?? "",
        lastDeliveryAt: s.lastDeliveryAt?.toString() ?? null,
        rate: s.ratePerSecond,
        burst: s.burst,
      }))
      return {
        sources: sources.sort((a, b) => a.client.localeCompare(b.client) || a.name.localeCompare(b.name)),
        now: t.now.epochMilliseconds,
      }
    })
  })
}

export default function Sources({ loaderData }: Route.ComponentProps) {
  const { sources, now } = loaderData
  return (
    <>
      <PageHeader title="Sources" count={`${sources.length}`} />
      {sources.length === 0 ? (
        <EmptyState title="No sources yet">
          Add one through the API: POST /api/v1/clients/{"{id}"}/sources.
        </EmptyState>
      ) : null}
      <div className="overflow-x-auto px-4">
        <table className="w-full text-sm">
          <thead>
            <tr className="h-10 border-b border-line text-left text-xs text-text-3">
              {["Client", "Source", "Tool", "Last delivery", "Rate"].map((name) => (
                <th key={name} scope="col" className="pr-4 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id} className="h-10 border-b border-line">
                <td className="min-w-32 pr-4">
                  <Said>{source.client}</Said>
                </td>
                <td className="min-w-32 pr-4 font-medium">
                  <Said>{source.name}</Said>
                </td>
                <td className="pr-4 text-text-2">{source.tool}</td>
                <td className="pr-4 text-text-2">
                  {source.lastDeliveryAt ? <TimeAgo at={source.lastDeliveryAt} renderedAt={now} /> : "never"}
                </td>
                <td className="tnum pr-4 text-text-2">
                  {source.rate}/s, burst {source.burst}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
