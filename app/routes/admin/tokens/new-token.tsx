import { readForm } from "#app/http/read-form.server.ts"
import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { withPortfolio, withProvider, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { issueApiToken } from "#app/auth/tokens/issue.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { instantNow } from "#app/kernel/time.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { readTokenForm } from "./form.ts"
import { MadeToken } from "./made-token.tsx"
import { TokenForm } from "./token-form.tsx"
import type { Route } from "./+types/new-token"

export const meta: Route.MetaFunction = () => [{ title: "New API token · Watchfloor" }]

const here = "/admin/tokens/new"

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["tokens.manage"], () => requireFresh(request, here))
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    return { clients: clients.map(({ id, name }) => ({ id, name })) }
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    await withProvider(person, ["tokens.manage"], () => requireFresh(request, here))
    const wanted = readTokenForm(form, instantNow())
    if (wanted.clientId)
      await withTenantOf(person, { kind: "tenant", id: wanted.clientId }, ["clients.read"], async () => {})
    const token = await withProvider(person, ["tokens.manage"], (tx) => issueApiToken(tx, person, wanted))
    return { name: wanted.name, token }
  })
}

export default function NewToken({ loaderData, actionData }: Route.ComponentProps) {
  const made = actionData?.ok ? actionData.value : null
  return (
    <div className="max-w-3xl">
      <div className="px-4 pt-4">
        <Link to="/admin/tokens" className="inline-flex items-center gap-1 text-xs text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> API tokens
        </Link>
      </div>
      <PageHeader title={made ? "Token made" : "New API token"} />
      {made ? (
        <MadeToken {...made} />
      ) : (
        <TokenForm
          clients={loaderData.clients}
          error={actionData && !actionData.ok ? actionData.error : null}
        />
      )}
    </div>
  )
}
