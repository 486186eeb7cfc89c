import { Link } from "react-router"
import { withPortfolio, withProvider } from "#app/auth/guards.server.ts"
import { lookBackDays } from "#app/auth/sso/connection.ts"
import { listConnections } from "#app/auth/sso/read.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"
import type { Route } from "./+types/connections"

export const meta: Route.MetaFunction = () => [{ title: "Single sign-on · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const { found, now } = await withProvider(person, ["sso.manage"], async (tx) => ({
      found: await listConnections(tx),
      now: tx.now.epochMilliseconds,
    }))
    const clients = await withPortfolio(person, ["clients.read"], listAllClients)
    const names = new Map(clients.map(({ id, name }) => [id, name]))
    const connections = found.map(
      ({ id, name, clientId, issuer, domains, required, enabled, lastSignInAt }) => ({
        ...{ id, name, domains, required, enabled },
        host: new URL(issuer).host,
        whose: clientId ? (names.get(clientId) ?? "A client") : "Our staff",
        lastSignInAt: lastSignInAt?.toString() ?? null,
      }),
    )
    return { connections, now }
  })
}

/** Name of the column, and whether a phone goes without it. */
const head = [
  ["Name", ""],
  ["For", ""],
  ["Provider", "max-md:hidden"],
  ["Domains", "max-md:hidden"],
  ["State", ""],
  ["Last sign-in", ""],
] as const

export default function Connections({ loaderData }: Route.ComponentProps) {
  const { connections, now } = loaderData
  return (
    <>
      <PageHeader title="Single sign-on" count={`${connections.length}`}>
        <Link to="/admin/sso/new" className={buttonClass("primary")}>
          Add a connection
        </Link>
      </PageHeader>
      {connections.length === 0 ? (
        <EmptyState title="No connection yet">
          A connection lets your staff, or one client's people, sign in through their own identity provider:
          Entra ID, Google, Okta, Keycloak or any other that speaks OpenID Connect. First step: “Add a
          connection”. It shows the redirect address to register there.
        </EmptyState>
      ) : (
        <div className="overflow-x-auto px-4">
          <table className="w-full text-sm">
            <thead>
              <tr className="h-10 border-b border-line text-left text-xs text-text-3">
                {head.map(([name, where]) => (
                  <th key={name} scope="col" className={`pr-4 font-medium ${where}`}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {connections.map((one) => (
                <tr key={one.id} className="h-10 border-b border-line hover:bg-hover">
                  <td className="pr-4 font-medium">
                    <Link to={`/admin/sso/${one.id}`} className="text-link hover:underline">
                      {one.name}
                    </Link>
                  </td>
                  <td className="pr-4">{one.whose}</td>
                  <td className="pr-4 text-text-2 max-md:hidden">{one.host}</td>
                  <td
                    className="max-w-64 truncate pr-4 text-text-2 max-md:hidden"
                    title={one.domains.join(", ")}
                  >
                    {one.domains.join(", ")}
                  </td>
                  <td className="pr-4">{stateOf(one)}</td>
                  <td className="pr-4 text-text-2">
                    {one.lastSignInAt ? (
                      <TimeAgo at={one.lastSignInAt} renderedAt={now} />
                    ) : (
                      `none in ${lookBackDays} days`
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function stateOf({ enabled, required }: { readonly enabled: boolean; readonly required: boolean }): string {
  if (!enabled) return "Disabled"
  return required ? "Enabled, required" : "Enabled"
}
