import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { readAlert } from "#app/domain/alerts/read.server.ts"
import { listIncidents, readIncident } from "#app/domain/incidents/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { type IncidentRow, incidentRow } from "./row.ts"
import type { Route } from "./+types/choices"

/** Open incidents of one client, to choose from. */
export type Choices = { readonly rows: readonly IncidentRow[] }

/** The open incidents of the client that `alert` or `incident` belongs to, most urgent first; that incident left out. */
export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const search = params.get("q")?.trim().slice(0, 200)
    return withPortfolio(person, ["incidents.read", "alerts.read"], async (t) => {
      const alert = params.get("alert")
      const self = params.get("incident") ?? undefined
      const { client } = alert
        ? await readAlert(t, parseId("alert", alert))
        : await readIncident(t, parseId("incident", self))
      const filter = { clients: [client.id], standing: "worked", view: "open" } as const
      const page = await listIncidents(
        t,
        { ...filter, ...(search ? { search } : {}) },
        { order: "queue", limit: 21 },
      )
      const rows = page.items.filter((incident) => incident.id !== self).slice(0, 20)
      return Response.json({ rows: rows.map(incidentRow) } satisfies Choices, {
        headers: { "cache-control": "no-store" },
      })
    })
  })
}
