export type Priority = 1 | 2 | 3 | 4
export const impacts = ["high", "medium", "low"] as const
export type Impact = (typeof impacts)[number]
/** For severity critical, high, medium, low and info. */
export type PriorityRow = readonly [Priority, Priority, Priority, Priority, Priority]

/** Rows are impact, columns urgency: severity critical, high, medium, low or info. */
export const priorityMatrix: Readonly<Record<Impact, PriorityRow>> = {
  high: [1, 1, 2, 3, 4],
  medium: [1, 2, 3, 4, 4],
  low: [2, 3, 4, 4, 4],
}

/** How urgent the work is: what its SLA targets go by. @param severity 1 critical to 5 info */
export function priorityOf(
  severity: number,
  impact: Impact = "medium",
  matrix: Readonly<Record<Impact, PriorityRow>> = priorityMatrix,
): Priority {
  return matrix[impact][Math.min(Math.max(severity, 1), 5) - 1] ?? 4
}
