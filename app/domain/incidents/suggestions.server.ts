import type { IncidentId } from "#app/kernel/ids.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { selectSharing } from "./entities.store.server.ts"
import type { IncidentView } from "./incident.ts"
import { selectIncidents } from "./list.store.server.ts"
import type { RelatedIncident } from "./related.ts"
import { selectRelated } from "./related.store.server.ts"
import { lookBackSeconds, type Suggestion, suggestionsFrom, tooCommon } from "./similarity.ts"

type Reading = ReadTx<"incidents.read">
type Of = Pick<IncidentView, "id" | "client" | "isWithheld">

export type SuggestedIncident = Omit<Suggestion, "incident"> & { readonly incident: IncidentView }

/**
 * Incidents of the same client that name the same as this one within seven days, most telling first. Suggested, never done
 * by itself. Merged and dismissed ones are left out, and those tied to it already.
 */
export async function suggestSimilar(
  t: Reading,
  { id, client, isWithheld }: Of,
): Promise<SuggestedIncident[]> {
  if (isWithheld) return []
  const cutoff = plusSeconds(t.now, -lookBackSeconds)
  const limits = { cutoff, entities: 100, perEntity: tooCommon + 1 }
  const sharing = await selectSharing(t, { tenantId: client.id, id }, limits)
  if (sharing.length === 0) return []
  const known = new Set((await selectRelated(t, { tenantId: client.id, id })).map((other) => other.id))
  const ids = [...new Set(sharing.map((row) => row.incident))].filter((other) => !known.has(other))
  const page = await selectIncidents(
    t,
    { clients: [client.id], ids, standing: "worked" },
    { order: "newest", limit: 500 },
  )
  const views = new Map<IncidentId, IncidentView>(page.items.map((view) => [view.id, view]))
  const usable = sharing.filter((row) => views.has(row.incident))
  return suggestionsFrom(usable).flatMap(({ incident, ...rest }) => {
    const view = views.get(incident)
    return view ? [{ ...rest, incident: view }] : []
  })
}

/** Incidents it is tied to: merged, returned, split, full, or linked by a person. */
export async function listRelated(t: Reading, { id, client, isWithheld }: Of): Promise<RelatedIncident[]> {
  return isWithheld ? [] : selectRelated(t, { tenantId: client.id, id })
}
