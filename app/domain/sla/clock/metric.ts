/** What is measured. The order is the order in which clocks are listed. */
export const slaMetrics = [
  "acknowledge",
  "first_response",
  "next_response",
  "periodic_update",
  "contain",
  "restore",
  "resolve",
  "handoff_accept",
  "vuln_fix",
] as const
export type SlaMetric = (typeof slaMetrics)[number]

/** What an open record waits for. While a target's pause set names it, the clock stands still. */
export type Hold = "waiting_client" | "waiting_third_party" | "monitoring" | "scheduled_change"

/** Metrics a hold may pause, with the holds that do when a contract says nothing else; the others never pause. */
export const pausedByDefault: Readonly<Record<SlaMetric, readonly Hold[] | "never">> = {
  acknowledge: "never",
  first_response: "never",
  next_response: "never",
  periodic_update: ["waiting_client", "scheduled_change"],
  contain: ["waiting_client", "scheduled_change"],
  restore: ["scheduled_change"],
  resolve: ["waiting_client", "scheduled_change"],
  handoff_accept: "never",
  vuln_fix: ["scheduled_change"],
}

export function isPausable(metric: SlaMetric): boolean {
  return pausedByDefault[metric] !== "never"
}
