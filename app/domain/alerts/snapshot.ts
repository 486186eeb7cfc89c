import type { IncidentId, UserId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import type { AlertState } from "./alert.ts"
import type { AlertChange, AlertRow } from "./store.server.ts"

/** What a triage verb is about to change, as plain JSON: kept in its audit entry so that the verb can be undone. */
export type AlertSnapshot = {
  readonly state: AlertState
  readonly assigneeId: string | null
  readonly assigneeName: string | null
  readonly incidentId: string | null
  readonly disposition: string | null
  readonly closeComment: string | null
  readonly closedAt: string | null
  readonly dueAt: string | null
  readonly suppressedBy: "rule" | "maintenance" | null
  readonly suppressedById: string | null
  readonly suppressedAt: string | null
}

export function snapshotOf(alert: AlertRow): AlertSnapshot {
  const { state, assigneeId, assigneeName, incidentId, disposition, closeComment } = alert
  const { suppressedBy, suppressedById } = alert
  return {
    state,
    assigneeId,
    assigneeName,
    incidentId,
    disposition,
    closeComment,
    closedAt: alert.closedAt?.toString() ?? null,
    dueAt: alert.dueAt?.toString() ?? null,
    suppressedBy,
    suppressedById,
    suppressedAt: alert.suppressedAt?.toString() ?? null,
  }
}

/** The change that puts an alert back as it was. */
export function restoringChange(before: AlertSnapshot): AlertChange {
  const { state, disposition, closeComment, assigneeName, suppressedBy, suppressedById } = before
  return {
    state,
    disposition,
    closeComment,
    assigneeName,
    assigneeId: before.assigneeId as UserId | null,
    incidentId: before.incidentId as IncidentId | null,
    closedAt: before.closedAt ? instant(before.closedAt) : null,
    dueAt: before.dueAt ? instant(before.dueAt) : null,
    suppressedBy,
    suppressedById,
    suppressedAt: before.suppressedAt ? instant(before.suppressedAt) : null,
  }
}
