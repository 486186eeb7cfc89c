import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { withOwnClient } from "#app/auth/guards.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { readSharedIncident } from "#app/domain/incidents/read-shared.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { severityWord } from "#app/ui/severity-glyph.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { Route } from "./+types/incident"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${visibleText(loaderData?.incident.title ?? "Incident")} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    return withOwnClient(person, ["own.read"], async (t) => {
      const { incident, updates } = await readSharedIncident(t, parseId("incident", params.incidentId))
      return {
        incident: {
          ...incident,
          openedAt: incident.openedAt.toString(),
          resolvedAt: incident.resolvedAt?.toString() ?? null,
        },
        updates: updates.map((update) => ({ ...update, at: update.at.toString() })),
      }
    })
  })
}

export default function ClientIncident({ loaderData }: Route.ComponentProps) {
  const { incident, updates } = loaderData
  return (
    <div className="mx-auto max-w-3xl px-4 py-8 text-md">
      <Link to="/client" className="inline-flex items-center gap-1 text-sm text-link hover:underline">
        <ArrowLeft className="size-4" aria-hidden="true" /> Home
      </Link>
      <h1 className="mt-2 text-2xl font-semibold [overflow-wrap:anywhere]">
        <Said>{incident.title}</Said>
      </h1>
      <dl className="mt-4 grid grid-cols-[8rem_1fr] gap-y-1 rounded-lg border border-line bg-surface p-4 [&_dt]:text-text-3">
        <dt>Status</dt>
        <dd>{incident.status}</dd>
        <dt>Severity</dt>
        <dd>{severityWord(incident.severity)}</dd>
        <dt>Reference</dt>
        <dd>{incident.reference}</dd>
        <dt>Started</dt>
        <dd>
          <Moment at={incident.openedAt} />
        </dd>
        {incident.resolvedAt ? (
          <>
            <dt>Resolved</dt>
            <dd>
              <Moment at={incident.resolvedAt} />
            </dd>
          </>
        ) : null}
      </dl>
      {incident.continues ? (
        <p className="mt-4 rounded-lg border border-line bg-sunken p-4" role="note">
          {incident.continues.in ? (
            <>
              This goes on in{" "}
              <Link to={`/client/incidents/${incident.continues.in.id}`} className="text-link underline">
                {incident.continues.in.reference}
              </Link>
              , together with what belongs to it. New updates stand there.
            </>
          ) : (
            "We work on this together with related work. When there is something to tell, you will hear from us."
          )}
        </p>
      ) : null}
      <h2 className="mt-8 mb-3 text-lg font-semibold">Updates</h2>
      <ol className="grid gap-4">
        {updates.map((update) => (
          <li key={update.id} className="rounded-lg border border-line bg-surface p-4">
            <p className="text-xs text-text-3">
              <Said>{update.author}</Said> · <Moment at={update.at} />
            </p>
            <p className="mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap">
              <Said>{update.text}</Said>
            </p>
          </li>
        ))}
      </ol>
    </div>
  )
}
