export type Priority = 1 | 2 | 3 | 4
export type Impact = "high" | "medium" | "low"

/** Rows are impact, columns urgency: severity critical, high, medium, low or info. */
const matrix: Record<Impact, readonly [Priority, Priority, Priority, Priority, Priority]> = {
  high: [1, 1, 2, 3, 4],
  medium: [1, 2, 3, 4, 4],
  low: [2, 3, 4, 4, 4],
}

/** How urgent the work is: what its SLA targets go by. @param severity 1 critical to 5 info */
export function priorityOf(severity: number, impact: Impact = "medium"): Priority {
  return matrix[impact][Math.min(Math.max(severity, 1), 5) - 1] ?? 4
}
