import { notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import { type IncidentView, isOpen } from "./incident.ts"
import { countIncidents, selectIncident, selectIncidents } from "./list.store.server.ts"
import { countCarriedOn, selectSurvivors } from "./shared.store.server.ts"
import { selectTimeline } from "./store.server.ts"

/**
 * An incident as its client reads it. An allow-list: no rule, owner, alert text or internal note exists in it, and a new
 * column of the table does not appear here by itself.
 */
export type SharedIncident = {
  readonly id: IncidentId
  readonly reference: string
  readonly title: string
  readonly severity: IncidentView["severity"]
  /** Of a merged one, how far its survivor is. */
  readonly status: "being handled" | "resolved"
  readonly openedAt: Instant
  readonly resolvedAt: Instant | null
  /** It goes on in another: which one, where the client has been told of that; else only that it does. */
  readonly continues: { readonly in: { readonly id: IncidentId; readonly reference: string } | null } | null
}

export type SharedUpdate = {
  readonly id: string
  readonly at: Instant
  readonly from: "provider" | "client"
  readonly author: string
  readonly text: string
}

type Own = ReadTx<"own.read">

/** Incidents the client has been told of, newest first. */
export async function listSharedIncidents(
  t: Own,
  page: { readonly after?: string; readonly limit: number },
): Promise<Page<SharedIncident>> {
  const found = await selectIncidents(t, { sharedOnly: true }, { order: "newest", ...page })
  return { items: await shared(t, found.items), nextCursor: found.nextCursor }
}

export async function countOpenShared(t: Own): Promise<number> {
  return (await countIncidents(t, { sharedOnly: true, view: "open" }, 1000)) + (await countCarriedOn(t))
}

/** @throws DomainError `not_found` for an incident of somebody else and for one that was never shared, alike. */
export async function readSharedIncident(
  t: Own,
  id: IncidentId,
): Promise<{ incident: SharedIncident; updates: SharedUpdate[] }> {
  const found = await selectIncident(t, id)
  if (!found?.sharedAt || found.isCandidate) throw notFound("Incident")
  const [incident] = await shared(t, [found])
  if (!incident) throw notFound("Incident")
  const entries = await selectTimeline(t, id, "client")
  const updates = entries.flatMap(({ id: entryId, at, actor, text }): SharedUpdate[] => {
    if (!text) return []
    const ours = actor.kind === "client-user"
    return [
      {
        id: entryId,
        at,
        from: ours ? "client" : "provider",
        author: ours ? actor.name : "Your operations team",
        text,
      },
    ]
  })
  return { incident, updates: updates.reverse() }
}

async function shared(t: Own, incidents: readonly IncidentView[]): Promise<SharedIncident[]> {
  const rows = await selectSurvivors(
    t,
    incidents.flatMap((incident) => incident.mergedInto ?? []),
  )
  const survivors = new Map(rows.map((row) => [row.id, row]))
  return incidents.map((incident) => {
    const { id, reference, title, severity, openedAt } = incident
    const survivor = incident.mergedInto ? survivors.get(incident.mergedInto) : undefined
    const { stage, resolvedAt } = survivor ?? incident
    return {
      ...{ id, reference, title, severity, openedAt, resolvedAt },
      status: isOpen(stage) ? "being handled" : "resolved",
      continues: survivor ? { in: visible(survivor, incident.client.code) } : null,
    }
  })
}

/** Where it goes on, as far as the client may know. */
function visible(
  survivor: { readonly id: IncidentId; readonly number: number; readonly isShared: boolean },
  code: string,
) {
  return survivor.isShared ? { id: survivor.id, reference: `${code}-${survivor.number}` } : null
}
