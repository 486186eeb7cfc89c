import type { ServiceId } from "#app/kernel/ids.ts"
import type { AlertDraft } from "./alert-draft.ts"
import type { IncidentDraft } from "./incident-draft.ts"
import { type Dependencies, keyAt, type KnownIncidents } from "./known-incidents.ts"

/** Everything a service depends on, the nearest first. Circles end where they close. */
export function upstreamOf(
  alert: Pick<AlertDraft, "tenantId" | "serviceId">,
  dependencies: Dependencies,
): ServiceId[] {
  if (!alert.serviceId) return []
  const seen = new Set([alert.serviceId])
  for (const service of seen)
    for (const next of dependencies.get(keyAt(alert.tenantId, service)) ?? []) seen.add(next)
  return [...seen].slice(1)
}

/** The outage an alert follows from: that of the nearest service its own depends on. */
export function outageOf(alert: AlertDraft, known: KnownIncidents): IncidentDraft | undefined {
  for (const service of upstreamOf(alert, known.dependencies)) {
    const [oldest] = known.outages.get(keyAt(alert.tenantId, service)) ?? []
    if (oldest) return oldest
  }
  return undefined
}
