import { isOpen } from "#app/domain/incidents/incident.ts"
import type { ServiceId, TenantId } from "#app/kernel/ids.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { IncidentDraft } from "./incident-draft.ts"

/** The incidents and waiting alerts a batch may touch, as they were read; what it opens is added. */
export type KnownIncidents = {
  readonly byId: Map<string, IncidentDraft>
  /** By client and key: the open one that holds it. */
  readonly openByKey: Map<string, IncidentDraft>
  /** The latest that is over. */
  readonly overByKey: Map<string, IncidentDraft>
  /** Alerts in no incident that count for one. */
  readonly awaitingByKey: Map<string, Set<AlertDraft>>
  /** By client and service: open incidents of its being down, oldest first. */
  readonly outages: Map<string, IncidentDraft[]>
  readonly dependencies: Dependencies
}

/** By client and service: what it cannot work without. */
export type Dependencies = ReadonlyMap<string, readonly ServiceId[]>

export const keyAt = (tenantId: TenantId, name: string) => `${tenantId} ${name}`

/** Files an incident under everything it can be found by. */
export function remember(known: KnownIncidents, incident: IncidentDraft): void {
  known.byId.set(incident.id, incident)
  if (incident.mergedInto === null && isOpen(incident.stage)) {
    if (incident.groupKey) known.openByKey.set(keyAt(incident.tenantId, incident.groupKey), incident)
    rememberOutage(known, incident)
  } else if (incident.groupKey && !incident.isDismissed) {
    const key = keyAt(incident.tenantId, incident.groupKey)
    const other = known.overByKey.get(key)
    if (!other || other.openedAt.epochMilliseconds < incident.openedAt.epochMilliseconds)
      known.overByKey.set(key, incident)
  }
}

/** Where a service's alerts go that only follow from what it depends on. A candidate is no outage yet. */
export function rememberOutage(known: KnownIncidents, incident: IncidentDraft): void {
  if (!incident.serviceId || incident.discipline !== "noc" || incident.isCandidate) return
  const key = keyAt(incident.tenantId, incident.serviceId)
  const list = known.outages.get(key) ?? []
  if (list.includes(incident)) return
  const sorted = [...list, incident].sort(
    (a, b) => a.openedAt.epochMilliseconds - b.openedAt.epochMilliseconds,
  )
  known.outages.set(key, sorted)
}

/** The incident that collects a key's alerts: also the survivor, where the one with the key was merged into another. */
export function openOf(known: KnownIncidents, key: string): IncidentDraft | undefined {
  const open = known.openByKey.get(key)
  if (open) return open
  let over = known.overByKey.get(key)
  for (let steps = 0; over?.mergedInto && steps < 10; steps++) over = known.byId.get(over.mergedInto)
  return over && over.mergedInto === null && isOpen(over.stage) ? over : undefined
}
