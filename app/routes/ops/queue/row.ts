import type { AlertView } from "#app/domain/alerts/view.ts"
import type { Severity } from "#app/domain/alerts/severity.ts"

/** One line of the queue, as it goes to the browser. */
export type QueueRow = {
  readonly id: string
  readonly severity: Severity
  readonly dueAt: string | null
  readonly client: { readonly code: string; readonly name: string }
  readonly title: string
  readonly asset: string | null
  readonly source: string
  readonly count: number
  readonly condition: "firing" | "cleared" | "unknown"
  readonly state: AlertView["state"]
  readonly assignee: { readonly id: string; readonly name: string } | null
  readonly incident: {
    readonly id: string
    readonly reference: string
    readonly isCandidate: boolean
  } | null
  readonly firstSeenAt: string
  readonly lastSeenAt: string
  readonly disposition: string | null
  readonly suppressedBy: AlertView["suppressedBy"]
  readonly version: number
}

export function rowOf(alert: AlertView): QueueRow {
  const { id, severity, title, asset, count, condition, state, assignee, incident, disposition, version } =
    alert
  return {
    ...{ id, severity, title, asset, count, condition, state, assignee, incident, disposition, version },
    suppressedBy: alert.suppressedBy,
    dueAt: alert.dueAt?.toString() ?? null,
    client: { code: alert.client.code, name: alert.client.name },
    source: alert.source.name,
    firstSeenAt: alert.firstSeenAt.toString(),
    lastSeenAt: alert.lastSeenAt.toString(),
  }
}

/** The word in the status column. */
export function statusWord(
  row: Pick<QueueRow, "state" | "condition" | "assignee" | "incident" | "suppressedBy">,
): string {
  if (row.state === "closed") return "Closed"
  if (row.suppressedBy) return row.suppressedBy === "rule" ? "Hidden by a rule" : "In maintenance"
  if (row.condition === "cleared") return "Cleared"
  if (row.incident) return row.incident.isCandidate ? "Candidate" : "In incident"
  return row.assignee ? "In hand" : "New"
}

/** The order of the queue: next breach, then worst severity, then oldest. Rows without a clock come last. */
export function byNextBreach(a: QueueRow, b: QueueRow): number {
  const due = (row: QueueRow) => (row.dueAt ? Date.parse(row.dueAt) : Number.POSITIVE_INFINITY)
  if (due(a) !== due(b)) return due(a) < due(b) ? -1 : 1
  const rank = (row: QueueRow) => ["critical", "high", "medium", "low", "info"].indexOf(row.severity)
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1)
}
