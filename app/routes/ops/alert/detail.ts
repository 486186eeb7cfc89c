import type { AlertView } from "#app/domain/alerts/view.ts"

/** An alert as its page and its peek show it: plain values only. */
export function detailOf(alert: AlertView) {
  const at = (instant: { toString: () => string } | null) => instant?.toString() ?? null
  return {
    ...alert,
    occurredAt: at(alert.occurredAt),
    firstSeenAt: alert.firstSeenAt.toString(),
    lastSeenAt: alert.lastSeenAt.toString(),
    clearedAt: at(alert.clearedAt),
    flappingSince: at(alert.flappingSince),
    closedAt: at(alert.closedAt),
    suppressedAt: at(alert.suppressedAt),
    dueAt: at(alert.dueAt),
    updatedAt: alert.updatedAt.toString(),
  }
}

export type AlertDetail = ReturnType<typeof detailOf>
