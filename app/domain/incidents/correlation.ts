export const resolvePolicies = ["all-cleared", "last-cleared", "first-cleared", "never"] as const
/** When its alerts alone resolve an incident: every one cleared, the newest, the oldest, or never. */
export type ResolvePolicy = (typeof resolvePolicies)[number]

/**
 * Severity from which an alert opens an incident by itself: critical, high and medium. Lower ones wait in the queue
 * for somebody to raise them, and join an incident of their group that is already open.
 */
export const opensIncidentFrom = 3

/** The name of the last correlation rule, as each incident it opens tells it. */
export const sameGroupRule = "same client, source and rule"

/** A candidate is to be approved or dismissed within this time. */
export const candidateReviewSeconds = 30 * 60

/** "Disk full on host1, host2 +7": what fired, then where, without repeating what the title already says. */
export function incidentTitle(title: string, assets: readonly string[]): string {
  const unique = [...new Set(assets)].filter((asset) => !title.includes(asset))
  if (unique.length === 0) return title
  const shown = unique.slice(0, 2).join(", ")
  const more = unique.length > 2 ? ` +${unique.length - 2}` : ""
  return `${title} on ${shown}${more}`
}
