import { readForm } from "#app/http/read-form.server.ts"
import { Link } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { listApiTokens } from "#app/auth/tokens/list.server.ts"
import { revokeApiToken } from "#app/auth/tokens/revoke.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { tokenRow } from "./row.ts"
import { TokenTable } from "./token-table.tsx"
import type { Route } from "./+types/tokens"

export const meta: Route.MetaFunction = () => [{ title: "API tokens · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const { tokens, now } = await withProvider(person, ["tokens.manage"], async (tx) => ({
      tokens: await listApiTokens(tx),
      now: tx.now.epochMilliseconds,
    }))
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    const names = new Map(clients.map(({ id, name }) => [id, name]))
    return { tokens: tokens.map((token) => tokenRow(token, names)), now }
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    return withProvider(person, ["tokens.manage"], async (tx) => {
      await requireFresh(request, "/admin/tokens")
      await revokeApiToken(tx, parseId("token", String(form.get("id") ?? "")))
      return { revoked: true }
    })
  })
}

export default function Tokens({ loaderData, actionData }: Route.ComponentProps) {
  const { tokens, now } = loaderData
  const active = tokens.filter((token) => token.state === "active").length
  return (
    <>
      <PageHeader title="API tokens" count={`${active} active`}>
        <Link to="/admin/tokens/new" className={buttonClass("primary")}>
          New token
        </Link>
      </PageHeader>
      {actionData && !actionData.ok ? (
        <p role="alert" className="mx-4 mb-3 rounded-md border border-s1 bg-s1-tint px-3 py-2 text-s1-ink">
          {actionData.error.message}
        </p>
      ) : null}
      {tokens.length === 0 ? (
        <EmptyState title="No API tokens yet">
          A token lets a program call the REST API. Make one for each program, with as little as it needs.
        </EmptyState>
      ) : (
        <TokenTable tokens={tokens} now={now} />
      )}
    </>
  )
}
