import { Link } from "react-router"
import { withOwnClient } from "#app/auth/guards.server.ts"
import { listOwnConnections } from "#app/auth/sso/read.server.ts"
import { requireClientPerson } from "#app/auth/staff.server.ts"
import { countOpenShared, listSharedIncidents } from "#app/domain/incidents/read-shared.server.ts"
import { listOwnMaintenance } from "#app/domain/maintenance/read.server.ts"
import { readOwnClient } from "#app/domain/clients/read.server.ts"
import { readOwnFeeds } from "#app/domain/sources/coverage.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { listOwnSources } from "#app/domain/sources/read-vitals.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { EmptyState } from "#app/ui/page-header.tsx"
import { severityWord } from "#app/ui/severity-glyph.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { OwnMaintenanceList, ownMaintenanceLine } from "./maintenance.tsx"
import { buttonClass } from "#app/ui/button.tsx"
import { Said } from "#app/ui/said.tsx"
import { OwnFeeds, ownFeedsJson } from "./own-feeds.tsx"
import { OwnSources } from "./own-sources.tsx"
import type { Route } from "./+types/home"

export const meta: Route.MetaFunction = () => [{ title: "Home · Watchfloor" }]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireClientPerson(request)
    const after = new URL(request.url).searchParams.get("after")
    const signOn = await listOwnConnections(person)
    return withOwnClient(person, ["own.read"], async (t) => {
      const page = await listSharedIncidents(t, { limit: 20, ...(after ? { after } : {}) })
      const incidents = page.items.map((i) => ({
        ...i,
        openedAt: i.openedAt.toString(),
        resolvedAt: i.resolvedAt?.toString() ?? null,
      }))
      const feeds = ownFeedsJson(await readOwnFeeds(t))
      const { timeZone } = await readOwnClient(t, person.clientId)
      const maintenance = (await listOwnMaintenance(t)).map((run) => ownMaintenanceLine(run, timeZone))
      const sources = (await listOwnSources(t)).map(({ adapter, ...source }) => ({
        ...source,
        tool: adapters[adapter]?.label ?? adapter,
        lastDeliveryAt: source.lastDeliveryAt?.toString() ?? null,
      }))
      return {
        ...{ maintenance, feeds, incidents, signOn, sources },
        open: await countOpenShared(t),
        nextCursor: page.nextCursor,
        now: t.now.epochMilliseconds,
      }
    })
  })
}

export default function ClientHome({ loaderData }: Route.ComponentProps) {
  const { open, feeds, incidents, nextCursor, signOn, maintenance, sources, now } = loaderData
  return (
    <div className="mx-auto max-w-3xl px-4 py-8 text-md">
      <h1 className="mb-1 text-2xl font-semibold">{headline(open, feeds.silent.length)}</h1>
      <p className="mb-8 text-text-2">
        We watch your systems around the clock. What we told you about stands here.
      </p>
      <OwnMaintenanceList runs={maintenance} />
      <OwnFeeds feeds={feeds} />
      <h2 className="mb-3 text-lg font-semibold">Incidents</h2>
      {incidents.length === 0 ? (
        <EmptyState title="No incident has been shared with you">
          When something needs your attention it appears here.
        </EmptyState>
      ) : null}
      <ul className="grid gap-3">
        {incidents.map((incident) => (
          <li key={incident.id} className="rounded-lg border border-line bg-surface p-4">
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <Link to={`/client/incidents/${incident.id}`} className="font-medium text-link hover:underline">
                <Said>{incident.title}</Said>
              </Link>
              <span
                className={`rounded-full px-2.5 text-xs ${incident.status === "resolved" ? "bg-done-tint text-done-ink" : "bg-s3-tint text-s3-ink"}`}
              >
                {incident.status}
              </span>
            </div>
            <p className="mt-1 text-sm text-text-2">
              {incident.reference} · {severityWord(incident.severity)} · since{" "}
              <Moment at={incident.openedAt} />
            </p>
          </li>
        ))}
      </ul>
      {nextCursor ? (
        <Link to={`?after=${encodeURIComponent(nextCursor)}`} className={buttonClass("quiet", "mt-4")}>
          Older incidents
        </Link>
      ) : null}
      <OwnSources sources={sources} renderedAt={now} />
      {signOn.map(({ name, domains, required }) => (
        <p key={name} className="mt-8 text-sm text-text-2">
          Single sign-on: people with an address at {domains.join(" or ")} {required ? "must" : "can"} sign in
          through {name}. To change it, ask us.
        </p>
      ))}
    </div>
  )
}

function headline(open: number, silent: number): string {
  if (open === 0 && silent > 0) return "Part of what we watch for you is silent. We are on it."
  if (open === 0) return "All is well. Nothing needs you."
  return open === 1 ? "One incident is being handled." : `${open} incidents are being handled.`
}
