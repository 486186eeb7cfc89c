import { notFound } from "#app/kernel/errors.ts"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"
import type { Page } from "../paging.ts"
import { type AlertFilter, type AlertOrder, type QueueView, queueViews } from "./filter.ts"
import { countAlerts, countByHour, selectAlert, selectAlerts } from "./list.store.server.ts"
import { selectSignals } from "./store.server.ts"
import type { AlertView } from "./view.ts"

type Reading = ReadTx<"alerts.read">

/** A page of alerts across the clients in reach. */
export function listAlerts(
  t: Reading,
  filter: AlertFilter,
  page: { readonly order: AlertOrder; readonly after?: string; readonly limit: number },
): Promise<Page<AlertView>> {
  return selectAlerts(t, filter, page)
}

/** @throws DomainError `not_found`, also for an alert out of reach. */
export async function readAlert(t: Reading, id: AlertId): Promise<AlertView> {
  const alert = await selectAlert(t, id)
  if (!alert) throw notFound("Alert")
  return alert
}

/** The newest signals of an alert, as the adapter read them. */
export function listSignals(t: Reading, id: AlertId, limit = 50) {
  return selectSignals(t, id, limit)
}

/** Counts shown on the tabs stop here: above it, "1,000+" says enough. */
export const countCap = 1000

/** How many alerts each view of the queue holds under the same other filters. */
export async function countViews(t: Reading, filter: AlertFilter): Promise<Record<QueueView, number>> {
  const counted = queueViews.filter((view) => view !== "closed")
  const entries: [QueueView, number][] = []
  for (const view of counted) entries.push([view, await countAlerts(t, { ...filter, view }, countCap)])
  return {
    unassigned: 0,
    mine: 0,
    "at-risk": 0,
    open: 0,
    suppressed: 0,
    closed: 0,
    ...Object.fromEntries(entries),
  }
}

/**
 * How many open alerts there are at clients other than these, as the view of all open ones counts. Nothing that was typed
 * narrows it: a number that follows a search would tell what is in them.
 */
export function countOpenElsewhere<P extends Permission>(
  t: ReadTx<P>,
  clients: readonly TenantId[],
): Promise<number> {
  const filter: AlertFilter = { view: "open", severities: ["critical", "high", "medium", "low"] }
  return countAlerts(t, { ...filter, notClients: clients }, countCap)
}

/** First sightings per hour and severity over the last `hours`: hour 0 is the oldest. */
export function readHistogram(t: Reading, filter: AlertFilter, hours = 24) {
  return countByHour(t, filter, hours)
}
