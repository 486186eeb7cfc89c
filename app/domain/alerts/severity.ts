/** How bad a problem is, worst first. Shown as S1 to S5; stored as 1 to 5. */
export const severities = ["critical", "high", "medium", "low", "info"] as const
export type Severity = (typeof severities)[number]

/** 1 for critical to 5 for info: the number that is stored, sorted by and shown after the S. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity) + 1
}

export function severityOfRank(rank: number): Severity {
  return severities[rank - 1] ?? "info"
}

export function worseSeverity(a: Severity, b: Severity): Severity {
  return severityRank(a) <= severityRank(b) ? a : b
}
