import type { TenantId } from "#app/kernel/ids.ts"
import { type Attainment, type Counts, shares } from "../clock/attainment.ts"
import { type SlaMetric, slaMetrics } from "../clock/metric.ts"

/** How often one target was kept and missed in a period. */
export type TargetCounts = Counts & {
  readonly tenantId: TenantId
  readonly metric: SlaMetric
  readonly priority: number
}

/** What is promised to a client. How fast a desk takes over from the other is the provider's own matter. */
export const promisedMetrics: readonly SlaMetric[] = slaMetrics.filter(
  (metric) => metric !== "handoff_accept",
)

export function isPromised({ metric }: { readonly metric: SlaMetric }): boolean {
  return metric !== "handoff_accept"
}

/** Several targets taken together. */
export function together(counts: readonly Counts[]): Attainment {
  const sum = (of: (one: Counts) => number) => counts.reduce((total, one) => total + of(one), 0)
  return shares({ met: sum((c) => c.met), missed: sum((c) => c.missed), excluded: sum((c) => c.excluded) })
}

/** A line a metric, in the order metrics are listed; those without any outcome are left out. */
export function byMetric<C extends TargetCounts>(
  counts: readonly C[],
): (Attainment & { readonly metric: SlaMetric })[] {
  return slaMetrics.flatMap((metric) => {
    const some = counts.filter((one) => one.metric === metric)
    return some.length > 0 ? [{ metric, ...together(some) }] : []
  })
}
