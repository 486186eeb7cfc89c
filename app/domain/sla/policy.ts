import type { Priority } from "../incidents/priority.ts"

export const metrics = ["acknowledge", "resolve"] as const
export type Metric = (typeof metrics)[number]

const minute = 60
const hour = 60 * minute

/** Seconds round the clock, for clients whose contract says nothing else. */
export const defaultPolicy: Readonly<Record<Metric, Readonly<Record<Priority, number>>>> = {
  acknowledge: { 1: 15 * minute, 2: 30 * minute, 3: 2 * hour, 4: 8 * hour },
  resolve: { 1: 4 * hour, 2: 8 * hour, 3: 24 * hour, 4: 72 * hour },
}

/** The target of a metric at a priority, in seconds. */
export function targetSeconds(metric: Metric, priority: Priority): number {
  return defaultPolicy[metric][priority]
}
