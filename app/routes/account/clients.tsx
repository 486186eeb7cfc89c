import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listClients } from "#app/domain/clients/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { ViewDialog } from "./view-dialog.tsx"
import type { Route } from "./+types/clients"

export const meta: Route.MetaFunction = () => [{ title: "Clients · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    return withPortfolio(person, ["clients.read"], async (t) => {
      const { items } = await listClients(t, { limit: 200 })
      return {
        viewEnded: new URL(request.url).searchParams.get("view") === "ended",
        clients: items.map(({ id, code, name, timeZone, status, createdAt }) => ({
          id,
          code,
          name,
          timeZone,
          status,
          since: createdAt.toString().slice(0, 10),
          mayView: permissionsAt(person, id).has("view-as.use"),
        })),
      }
    })
  })
}

export default function Clients({ loaderData }: Route.ComponentProps) {
  const { clients, viewEnded } = loaderData
  return (
    <>
      <PageHeader title="Clients" count={`${clients.length}`} />
      {viewEnded ? (
        <p role="status" className="mx-4 mb-3 rounded-md border border-line bg-surface px-3 py-2">
          The half hour is over: you are back on your own pages.
        </p>
      ) : null}
      {clients.length === 0 ? (
        <EmptyState title="No clients yet">Add one through the API: POST /api/v1/clients.</EmptyState>
      ) : null}
      <div className="overflow-x-auto px-4">
        <table className="w-full text-sm">
          <thead>
            <tr className="h-10 border-b border-line text-left text-xs text-text-3">
              {["Code", "Name", "Time zone", "Status", "Since"].map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={`pr-4 font-medium ${name === "Time zone" || name === "Since" ? "max-md:hidden" : ""}`}
                >
                  {name}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {clients.map((client) => (
              <tr key={client.id} className="h-10 border-b border-line">
                <td className="tnum pr-4 font-medium">{client.code}</td>
                <td className="pr-4 md:min-w-40">
                  <Said>{client.name}</Said>
                </td>
                <td className="pr-4 text-text-2 max-md:hidden">{client.timeZone}</td>
                <td className="pr-4 text-text-2">{client.status}</td>
                <td className="tnum pr-4 text-text-2 max-md:hidden">{client.since}</td>
                <td className="py-1 text-right">{client.mayView ? <ViewDialog client={client} /> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
