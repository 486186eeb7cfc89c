import { Form } from "react-router"
import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { readRouting } from "#app/domain/routing/read.server.ts"
import { howManyAssets, listAllServices, listAssets } from "#app/domain/services/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField } from "#app/ui/field.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { performAct } from "./acts.server.ts"
import { AssetsTab } from "./assets-tab.tsx"
import { RoutingTab } from "./routing-tab.tsx"
import { ServicesTab } from "./services-tab.tsx"
import type { Route } from "./+types/services"

export const meta: Route.MetaFunction = () => [{ title: "Services · Watchfloor" }]

const tabs = ["services", "assets", "routing"] as const
const labels = { services: "Services", assets: "Assets", routing: "Routing" } as const
const pageSize = 100

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const tab = tabs.find((t) => t === params.get("tab")) ?? "services"
    const search = params.get("q")?.trim().slice(0, 100) ?? ""
    return withPortfolio(person, ["services.read", "clients.read"], async (t) => {
      const clients = (await listAllClients(t)).map(({ id, name }) => ({ id, name }))
      const chosen = clients.find(({ id }) => id === params.get("client")) ?? clients[0]
      if (!chosen) return { clients, chosen: null, tab, search }
      const after = params.get("after")
      const found = await listAssets(t, {
        ...{ client: chosen.id, limit: pageSize },
        ...(search ? { search } : {}),
        ...(after ? { after } : {}),
      })
      const { policy, own } = await readRouting(t, chosen.id)
      const held = permissionsAt(person, chosen.id)
      return {
        ...{ clients, chosen, tab, search, policy },
        services: (await listAllServices(t, chosen.id)).map(plain),
        assets: found.items.map(plain),
        next: found.nextCursor,
        assetCount: await howManyAssets(t, chosen.id),
        own: own && { by: own.updatedBy, at: own.updatedAt.toString() },
        mayManage: held.has("services.manage"),
        mayAsk: held.has("alerts.read"),
      }
    })
  })
}

const plain = <T extends { readonly createdAt: Instant }>(row: T) => ({
  ...row,
  createdAt: row.createdAt.toString(),
})

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const id = parseId("tenant", String(form.get("client") ?? ""))
    return withTenantOf(person, { kind: "tenant", id }, ["services.manage", "services.read"], (t) =>
      performAct(t, form),
    )
  })
}

export default function Services({ loaderData }: Route.ComponentProps) {
  const { clients, chosen, tab } = loaderData
  if (!chosen)
    return (
      <>
        <PageHeader title="Services" />
        <EmptyState title="No clients yet">Services belong to a client. Add one first.</EmptyState>
      </>
    )
  const counts = { services: loaderData.services.length, assets: loaderData.assetCount }
  return (
    <>
      <PageHeader title="Services">
        <Form method="get" className="flex flex-wrap items-end gap-2">
          <input type="hidden" name="tab" value={tab} />
          <ChoiceField
            key={chosen.id}
            label="Client"
            name="client"
            defaultValue={chosen.id}
            className="w-56 max-w-full"
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
          >
            {clients.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </ChoiceField>
          <noscript>
            <Button type="submit">Show</Button>
          </noscript>
        </Form>
      </PageHeader>
      <Tabs
        label="Services, assets and routing"
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          label: labels[key],
          to: `?client=${chosen.id}&tab=${key}`,
          ...(key === "routing" ? {} : { count: `${counts[key]}` }),
        }))}
      />
      <div className="p-4" key={chosen.id}>
        {tab === "services" ? <ServicesTab {...loaderData} chosen={chosen} /> : null}
        {tab === "assets" ? <AssetsTab {...loaderData} chosen={chosen} /> : null}
        {tab === "routing" ? <RoutingTab {...loaderData} chosen={chosen} /> : null}
      </div>
    </>
  )
}
