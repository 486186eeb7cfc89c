import { readForm } from "#app/http/read-form.server.ts"
import { ArrowLeft } from "lucide-react"
import { Link, redirect } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { createConnection } from "#app/auth/sso/create.server.ts"
import { redirectUriOf } from "#app/auth/sso/place.server.ts"
import { previewRequirement } from "#app/auth/sso/require.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { isId, newId, parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ConnectionForm } from "./connection-form.tsx"
import { readWanted } from "./form.server.ts"
import type { Route } from "./+types/new"

export const meta: Route.MetaFunction = () => [{ title: "Add a connection · Watchfloor" }]

/** The id stands in the address from the start: the redirect address holds it, and the provider asks for that first. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["sso.manage"], async () => {})
    const id = new URL(request.url).searchParams.get("id")
    if (!id || !isId(id)) throw redirect(`/admin/sso/new?id=${newId<"connection">()}`)
    await requireFresh(request, `/admin/sso/new?id=${id}`)
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    return {
      clients: clients.map((client) => ({ id: client.id, name: client.name })),
      redirectUri: redirectUriOf(parseId("connection", id)),
    }
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["sso.manage"], async () => {})
    const id = parseId<"connection">("connection", new URL(request.url).searchParams.get("id") ?? undefined)
    await requireFresh(request, `/admin/sso/new?id=${id}`)
    const form = await readForm(request)
    const whose = String(form.get("clientId") ?? "")
    const clientId = whose ? parseId("tenant", whose) : null
    const { wanted, isConfirmed } = readWanted(form)
    if (wanted.required && !isConfirmed)
      return { warning: await previewRequirement(person, { id, clientId, domains: wanted.domains }) }
    await createConnection(person, id, clientId, wanted)
    throw redirect(`/admin/sso/${id}`)
  })
}

export default function NewConnection({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <div className="px-4 pt-4">
        <Link to="/admin/sso" className="inline-flex items-center gap-1 text-xs text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> Single sign-on
        </Link>
      </div>
      <PageHeader title="Add a connection" />
      <div className="px-4 pb-6">
        <ConnectionForm
          redirectUri={loaderData.redirectUri}
          known={null}
          problem={actionData?.ok === false ? actionData.error : null}
          warning={actionData?.ok ? actionData.value.warning : null}
        >
          <label className="grid gap-1 text-sm font-medium">
            For whom
            <select
              name="clientId"
              className="h-10 rounded-md border border-control bg-surface px-2 text-lg font-normal md:text-md"
            >
              <option value="">Our own staff</option>
              {loaderData.clients.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </ConnectionForm>
      </div>
    </>
  )
}
