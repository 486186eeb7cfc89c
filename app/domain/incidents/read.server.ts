import { notFound } from "#app/kernel/errors.ts"
import type { IncidentId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type ClockLine, listClocks } from "../sla/record/read.server.ts"
import type { Page } from "../paging.ts"
import { type IncidentFilter, type IncidentListView, type IncidentOrder, incidentViews } from "./filter.ts"
import type { IncidentView, TimelineEntry } from "./incident.ts"
import { countIncidents, selectIncident, selectIncidents } from "./list.store.server.ts"
import { selectTimeline } from "./store.server.ts"

type Reading = ReadTx<"incidents.read">

/** A page of incidents across the clients in reach. */
export function listIncidents(
  t: Reading,
  filter: IncidentFilter,
  page: { readonly order: IncidentOrder; readonly after?: string; readonly limit: number },
): Promise<Page<IncidentView>> {
  return selectIncidents(t, filter, page)
}

/** @throws DomainError `not_found`, also for an incident out of reach. */
export async function readIncident(t: Reading, id: IncidentId): Promise<IncidentView> {
  const incident = await selectIncident(t, id)
  if (!incident) throw notFound("Incident")
  return incident
}

/** What happened, oldest first, both lanes. */
export function readTimeline(t: Reading, id: IncidentId): Promise<TimelineEntry[]> {
  return selectTimeline(t, id, "all")
}

/** @throws DomainError `not_found` for an incident out of reach. */
export async function readIncidentClocks(t: Reading, id: IncidentId): Promise<readonly ClockLine[]> {
  const { client } = await readIncident(t, id)
  return listClocks(t, client.id, { incident: id })
}

/** How many incidents each view holds, counted to a thousand. */
export async function countIncidentViews(
  t: Reading,
  filter: IncidentFilter,
): Promise<Record<IncidentListView, number>> {
  const counts: Record<IncidentListView, number> = {
    open: 0,
    mine: 0,
    unowned: 0,
    candidates: 0,
    resolved: 0,
  }
  for (const view of incidentViews)
    if (view !== "resolved") counts[view] = await countIncidents(t, { ...filter, view }, 1000)
  return counts
}

/** How many open incidents there are at clients other than these, whatever is searched for. */
export function countOpenElsewhere<P extends Permission>(
  t: ReadTx<P>,
  clients: readonly TenantId[],
): Promise<number> {
  return countIncidents(t, { view: "open", notClients: clients }, 1000)
}
