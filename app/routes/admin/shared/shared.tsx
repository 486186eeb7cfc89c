import { Link } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { readTenantMap } from "#app/domain/shared-sources/read.server.ts"
import { listSources } from "#app/domain/sources/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { performAct } from "./acts.server.ts"
import { TenantMap } from "./tenant-map.tsx"
import { TryMap } from "./try-map.tsx"
import type { Route } from "./+types/shared"

export const meta: Route.MetaFunction = () => [{ title: "Shared sources · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["sources.read", "clients.read"], () => Promise.resolve())
    return withPortfolio(person, ["sources.read", "clients.read"], async (t) => {
      const { items } = await listSources(t, { limit: 1000 })
      const sources = items
        .filter((source) => source.isShared)
        .map(({ id, name, adapter }) => ({ id, name, tool: adapters[adapter]?.label ?? adapter }))
      const asked = new URL(request.url).searchParams.get("source")
      const chosen = sources.find(({ id }) => id === asked) ?? sources[0]
      const clients = await listAllClients(t)
      const clientOf = new Map(clients.map((client) => [client.id, client]))
      return {
        ...{ sources, chosen: chosen ?? null },
        clients: clients.map(({ id, name, status }) => ({ id, name, status })),
        entries: chosen
          ? (await readTenantMap(t, chosen.id)).entries.map(({ id, field, value, clientId }) => ({
              ...{ id, field, value },
              client: clientOf.get(clientId)?.name ?? "a client that is gone",
              isSuspended: clientOf.get(clientId)?.status !== "active",
            }))
          : [],
        mayManage: person.permissions.has("sources.manage"),
        maySettle: person.permissions.has("unrouted.settle"),
      }
    })
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    await withProvider(person, ["sources.manage", "sources.read"], () => Promise.resolve())
    return performAct(person, form)
  })
}

export default function Shared({ loaderData }: Route.ComponentProps) {
  const { sources, chosen, mayManage, maySettle } = loaderData
  return (
    <>
      <PageHeader title="Shared sources" count={`${sources.length}`}>
        {maySettle ? (
          <Link to="/admin/unrouted" className={buttonClass()}>
            Unrouted
          </Link>
        ) : null}
        {mayManage ? (
          <Link to="/admin/sources/new?shared=1" className={buttonClass("primary")}>
            Add a shared source
          </Link>
        ) : null}
      </PageHeader>
      {chosen ? (
        <>
          <Tabs
            label="Shared sources"
            current={chosen.id}
            tabs={sources.map(({ id, name }) => ({ key: id, label: name, to: `?source=${id}` }))}
          />
          <div key={chosen.id} className="grid items-start gap-4 p-4 xl:grid-cols-2">
            <TenantMap {...loaderData} source={chosen} />
            <TryMap source={chosen.id} />
          </div>
        </>
      ) : (
        <EmptyState title="No shared sources">
          One tool that reports for several clients, such as one SIEM for all of them: each event goes to the
          client its tenant map names, and to nobody where it names none.
        </EmptyState>
      )}
    </>
  )
}
