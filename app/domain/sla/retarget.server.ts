import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Priority } from "../incidents/priority.ts"
import { retarget } from "./clock.ts"
import { listClocks, restoreClocks, type Subject } from "./run.server.ts"

/** Gives running clocks the targets of another priority; starts, pauses and what has stopped stay. */
export async function retargetClocksOf<P extends Permission>(
  t: TenantTx<P>,
  subject: Subject,
  priority: Priority,
): Promise<void> {
  const clocks = await listClocks(t, subject)
  await restoreClocks(
    t,
    clocks.map((clock) => ({ ...retarget(clock, priority), id: clock.id })),
  )
}
