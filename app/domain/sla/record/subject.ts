import type { AlertId, FindingId, IncidentId, TenantId } from "#app/kernel/ids.ts"

/** What clocks measure: an incident, an alert outside any, or a finding. */
export type Subject =
  | { readonly incident: IncidentId }
  | { readonly alert: AlertId }
  | { readonly finding: FindingId }

/** A record among those of several clients. */
export type TenantSubject = { readonly tenantId: TenantId; readonly subject: Subject }

/** The columns a subject is stored in. */
export function columnsOfSubject(subject: Subject): {
  incident: IncidentId | null
  alert: AlertId | null
  finding: FindingId | null
} {
  return { incident: null, alert: null, finding: null, ...subject }
}

export function keyOfSubject(subject: Subject): string {
  if ("incident" in subject) return subject.incident
  return "alert" in subject ? subject.alert : subject.finding
}

/** The subject a row of these columns is of. */
export function subjectOf(row: {
  readonly incidentId: IncidentId | null
  readonly alertId: AlertId | null
  readonly findingId: FindingId | null
}): Subject {
  if (row.incidentId) return { incident: row.incidentId }
  if (row.alertId) return { alert: row.alertId }
  if (row.findingId) return { finding: row.findingId }
  throw new Error("a clock of no record")
}
