/** What the first rule looks at. */
export type AlertForCorrelation = { readonly severity: number; readonly incidentId: string | null }

export const resolvePolicies = ["all-cleared", "last-cleared", "first-cleared", "never"] as const
/** When its alerts alone resolve an incident: every one cleared, the newest, the oldest, or never. */
export type ResolvePolicy = (typeof resolvePolicies)[number]

/**
 * Severity from which an alert opens an incident by itself: critical, high and medium. Lower ones wait in the queue
 * for somebody to raise them, and join an incident of their group that is already open.
 */
export const opensIncidentFrom = 3

/**
 * The first correlation rule, named in each incident it opens: alerts of one client whose source and group (the rule or
 * alert name that fired) are the same belong to one incident while it is open.
 */
export const sameGroupRule = "same client, source and rule"

export function wantsIncident(alert: AlertForCorrelation): boolean {
  return alert.incidentId === null && alert.severity <= opensIncidentFrom
}

/** A resolved incident takes its alert back within this time; later a new one is opened. */
export const incidentReopenSeconds = 30 * 60

/** "Disk full on host1, host2 +7": what fired, then where, without repeating what the title already says. */
export function incidentTitle(title: string, assets: readonly string[]): string {
  const unique = [...new Set(assets)].filter((asset) => !title.includes(asset))
  if (unique.length === 0) return title
  const shown = unique.slice(0, 2).join(", ")
  const more = unique.length > 2 ? ` +${unique.length - 2}` : ""
  return `${title} on ${shown}${more}`
}
