import { readForm } from "#app/http/read-form.server.ts"
import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { withProvider, withTenantOf } from "#app/auth/guards.server.ts"
import { redirectUriOf } from "#app/auth/sso/place.server.ts"
import { readConnection } from "#app/auth/sso/read.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { requireFresh } from "#app/auth/step-up.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { ConnectionForm } from "./connection-form.tsx"
import { Deeds } from "./deeds.tsx"
import { perform } from "./perform.server.ts"
import { People } from "./people.tsx"
import type { Route } from "./+types/connection"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.connection.name ?? "Connection"} · Single sign-on · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId<"connection">("connection", params.connectionId)
    const { connection, people } = await withProvider(person, ["sso.manage"], (tx) => readConnection(tx, id))
    const { createdAt: _, ...words } = connection
    const { clientId } = connection
    const whose = clientId
      ? (
          await withTenantOf(person, { kind: "tenant", id: clientId }, ["clients.read"], (t) =>
            readClient(t, clientId),
          )
        ).name
      : "Our own staff"
    return { connection: words, people, whose, redirectUri: redirectUriOf(id) }
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    await withProvider(person, ["sso.manage"], async () => {})
    const id = parseId<"connection">("connection", params.connectionId)
    await requireFresh(request, `/admin/sso/${id}`)
    return perform(person, id, await readForm(request))
  })
}

export default function ConnectionPage({ loaderData, actionData }: Route.ComponentProps) {
  const { connection, people, whose, redirectUri } = loaderData
  const answer = actionData?.ok ? actionData.value : null
  const problem = actionData?.ok === false ? actionData.error : null
  return (
    <>
      <div className="px-4 pt-4">
        <Link to="/admin/sso" className="inline-flex items-center gap-1 text-xs text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> Single sign-on
        </Link>
      </div>
      <PageHeader title={connection.name} count={connection.enabled ? "Enabled" : "Disabled"}>
        <Deeds
          name={connection.name}
          enabled={connection.enabled}
          people={people.filter((p) => p.isLinked).length}
        />
      </PageHeader>
      <div className="grid gap-8 px-4 pb-8">
        {answer?.words ? (
          <p
            role={answer.works ? "status" : "alert"}
            className={`max-w-2xl rounded-md border px-3 py-2 [overflow-wrap:anywhere] ${answer.works ? "border-line bg-surface" : "border-s1 bg-s1-tint text-s1-ink"}`}
          >
            {answer.words}
          </p>
        ) : null}
        <ConnectionForm
          key={connection.id}
          redirectUri={redirectUri}
          known={connection}
          problem={problem}
          warning={answer?.warning ?? null}
        >
          <input type="hidden" name="act" value="save" />
          <p className="text-sm">
            <span className="font-medium">For whom:</span> {whose}
          </p>
        </ConnectionForm>
        <People people={people} domains={connection.domains} />
      </div>
    </>
  )
}
