import { conflict, invalid, notFound } from "#app/kernel/errors.ts"
import type { AlertId, IncidentId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Member } from "./membership.ts"
import { lockAlertsAround, lockIncidentsOf, selectHomes } from "./membership.store.server.ts"
import type { IncidentRow } from "./store.server.ts"

/** Alerts one act may name. */
export const maxChosen = 500

/** Some alerts, everything that shares an incident with them, and those incidents: all locked, alerts first. */
export type Chosen = {
  readonly alerts: readonly Member[]
  readonly incidents: ReadonlyMap<IncidentId, IncidentRow>
  readonly membersOf: (id: IncidentId) => Member[]
}

/**
 * Locks the alerts an act names, with their incidents and those in `also`.
 *
 * @throws DomainError `invalid` for none or too many; `not_found` for one this client does not have; `conflict` when one
 *   changed its incident in this very moment
 */
export async function lockChosen<P extends Permission>(
  t: TenantTx<P>,
  ids: readonly AlertId[],
  also: readonly IncidentId[] = [],
): Promise<Chosen> {
  const wanted = new Set(ids)
  if (wanted.size === 0) throw invalid("Choose at least one alert.", { alerts: "is empty" })
  if (wanted.size > maxChosen)
    throw invalid(`Choose ${maxChosen} alerts at most.`, { alerts: "names too many" })
  const homes = [...new Set([...(await selectHomes(t, ids)), ...also])]
  const locked = await lockAlertsAround(t, homes, ids)
  const rows = await lockIncidentsOf(t, homes)
  const alerts = locked.filter((alert) => wanted.has(alert.id))
  if (alerts.length < wanted.size) throw notFound("Alert")
  const incidents = new Map(rows.map((row) => [row.id, row]))
  if (alerts.some((alert) => alert.incidentId && !incidents.has(alert.incidentId)))
    throw conflict("An alert has just gone to another incident. Look again.")
  return { alerts, incidents, membersOf: (id) => locked.filter((alert) => alert.incidentId === id) }
}

/** Alerts as a line of the timeline tells of them: how many, and the first twenty. */
export function alertsInWords(alerts: readonly Member[]) {
  const first = alerts.slice(0, 20).map(({ id, title }) => ({ id, title: title.slice(0, 200) }))
  return { count: alerts.length, alerts: first }
}
