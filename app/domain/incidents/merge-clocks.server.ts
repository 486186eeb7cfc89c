import type { IncidentId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { startClock } from "../sla/clock.ts"
import { metrics } from "../sla/policy.ts"
import { listClocks, restoreClocks, startClockOf, type StoredClock } from "../sla/run.server.ts"
import { mergedClock } from "./merged-clock.ts"
import type { Priority } from "./priority.ts"

/**
 * Gives the survivor of a merge clocks that stand for all of them. Those of the others are left as they are.
 *
 * @param approved when the first alert of each candidate among them was received: joining an incident approves it
 */
export async function mergeClocks(
  t: TenantTx<"incidents.work">,
  survivor: IncidentId,
  others: readonly IncidentId[],
  priority: Priority,
  approved: readonly Instant[],
): Promise<void> {
  const theirs: StoredClock[] = []
  for (const id of others) theirs.push(...(await listClocks(t, { incident: id })))
  for (const metric of metrics) {
    const ofMetric = (clocks: readonly StoredClock[]) => clocks.filter((clock) => clock.metric === metric)
    const own = ofMetric(await listClocks(t, { incident: survivor }))
    const dated = approved.map((at) => startClock(metric, priority, at))
    const merged = mergedClock([...own, ...ofMetric(theirs), ...dated], priority)
    if (!merged) continue
    if (own.length === 0)
      await startClockOf(t, { incident: survivor }, metric, merged.priority, merged.startedAt)
    const [row] = ofMetric(await listClocks(t, { incident: survivor }))
    if (row) await restoreClocks(t, [{ ...merged, id: row.id }])
  }
}
