import type { FindingId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { Happening } from "../sla/clock/record-event.ts"
import { happened } from "../sla/record/happen.server.ts"
import { type FindingChange, updateFinding } from "./store.server.ts"

/** Tells the clock of a locked finding what happened to it, and writes what else changed; the register sorts by what is due. */
export async function driveFindingClock<P extends Permission>(
  t: TenantTx<P>,
  id: FindingId,
  happenings: readonly Happening[],
  change: FindingChange = {},
): Promise<void> {
  const { dueAt } = await happened(t, { finding: id }, happenings)
  await updateFinding(t, id, { ...change, dueAt })
}
