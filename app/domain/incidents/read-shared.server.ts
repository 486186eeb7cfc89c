import { notFound } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import { type IncidentView, isOpen } from "./incident.ts"
import { countIncidents, selectIncident, selectIncidents } from "./list.store.server.ts"
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
  readonly status: "being handled" | "resolved"
  readonly openedAt: Instant
  readonly resolvedAt: Instant | null
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
  return { items: found.items.map(shared), nextCursor: found.nextCursor }
}

export async function countOpenShared(t: Own): Promise<number> {
  return countIncidents(t, { sharedOnly: true, view: "open" }, 1000)
}

/** @throws DomainError `not_found` for an incident of somebody else and for one that was never shared, alike. */
export async function readSharedIncident(
  t: Own,
  id: IncidentId,
): Promise<{ incident: SharedIncident; updates: SharedUpdate[] }> {
  const incident = await selectIncident(t, id)
  if (!incident?.sharedAt) throw notFound("Incident")
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
  return { incident: shared(incident), updates: updates.reverse() }
}

function shared(incident: IncidentView): SharedIncident {
  const { id, reference, title, severity, openedAt, resolvedAt } = incident
  return {
    id,
    reference,
    title,
    severity,
    openedAt,
    resolvedAt,
    status: isOpen(incident.stage) ? "being handled" : "resolved",
  }
}
