import type { Permission } from "#app/kernel/permission.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import type { Priority } from "../incidents/priority.ts"
import { resume, startClock } from "./clock.ts"
import type { Metric } from "./policy.ts"
import {
  cancelRunning,
  insertClock,
  selectClocks,
  type StoredClock,
  type Subject,
  updateClock,
} from "./store.server.ts"

export type { StoredClock, Subject }

/** Starts one clock of the default policy. */
export async function startClockOf<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  metric: Metric,
  priority: Priority,
  startedAt: Instant,
): Promise<void> {
  await insertClock(t, subject, startClock(metric, priority, startedAt))
}

/** Stops a running clock of the metric now; one that already stopped keeps its time. */
export async function stopClockOf<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  metric: Metric,
): Promise<void> {
  for (const clock of await running(t, subject, metric)) await updateClock(t, { ...clock, stoppedAt: t.now })
}

/** Runs a stopped clock of the metric again; the time since its stop is a pause. */
export async function resumeClockOf<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  metric: Metric,
): Promise<void> {
  const clocks = await selectClocks(t, subject)
  for (const clock of clocks)
    if (clock.metric === metric && clock.stoppedAt && !clock.cancelledAt)
      await updateClock(t, { ...clock, ...resume(clock, t.now) })
}

/** Ends what still runs without an outcome: its subject went away. */
export async function cancelClocksOf<P extends Permission>(t: TenantTx<P>, subject: Subject): Promise<void> {
  await cancelRunning(t, subject, t.now)
}

export function listClocks<P extends Permission>(t: ReadTx<P>, subject: Subject): Promise<StoredClock[]> {
  return selectClocks(t, subject)
}

/** Writes clocks back as they were: the undo of a verb that moved them. */
export async function restoreClocks<P extends Permission>(
  t: TenantTx<P>,
  clocks: readonly StoredClock[],
): Promise<void> {
  for (const clock of clocks) await updateClock(t, clock)
}

/** The nearest deadline among running clocks; null when none runs. */
export async function nextDueOf<P extends Permission>(
  t: ReadTx<P>,
  subject: Subject,
): Promise<Instant | null> {
  const clocks = (await selectClocks(t, subject)).filter((clock) => !clock.stoppedAt && !clock.cancelledAt)
  return clocks.map((c) => c.dueAt).sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0] ?? null
}

async function running<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  metric: Metric,
): Promise<StoredClock[]> {
  const clocks = await selectClocks(t, subject)
  return clocks.filter((clock) => clock.metric === metric && !clock.stoppedAt && !clock.cancelledAt)
}
