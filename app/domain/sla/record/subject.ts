import type { AlertId, IncidentId, TenantId } from "#app/kernel/ids.ts"

/** What clocks measure: an incident, or an alert outside any. */
export type Subject = { readonly incident: IncidentId } | { readonly alert: AlertId }

/** A record among those of several clients. */
export type TenantSubject = { readonly tenantId: TenantId; readonly subject: Subject }

/** The columns a subject is stored in. */
export function columnsOfSubject(subject: Subject): { incident: IncidentId | null; alert: AlertId | null } {
  return "incident" in subject
    ? { incident: subject.incident, alert: null }
    : { incident: null, alert: subject.alert }
}

export function keyOfSubject(subject: Subject): string {
  return "incident" in subject ? subject.incident : subject.alert
}

/** The subject a row of these columns is of. */
export function subjectOf(row: {
  readonly incidentId: IncidentId | null
  readonly alertId: AlertId | null
}): Subject {
  if (row.incidentId) return { incident: row.incidentId }
  if (row.alertId) return { alert: row.alertId }
  throw new Error("a clock of no record")
}
