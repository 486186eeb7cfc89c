import { isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { driveFindingClock } from "./drive-clock.server.ts"
import { lockTheseFindings } from "./lock.server.ts"
import { type FindingRow, selectExpired, writeHistory } from "./store.server.ts"

/** By whom a risk comes back whose day has come. */
const byPortal = "The portal"

/**
 * Brings back the accepted risks and ends the planned changes whose day has come. Gives how many findings that touched.
 */
export async function expireFindings(t: TenantTx<"alerts.triage">): Promise<number> {
  const due = await lockTheseFindings(t, await selectExpired(t))
  for (const finding of due) {
    if (finding.acceptedUntil && !isBefore(t.now, finding.acceptedUntil)) await comeBack(t, finding)
    if (finding.plannedUntil && !isBefore(t.now, finding.plannedUntil)) await endPlan(t, finding)
  }
  return due.length
}

async function comeBack(t: TenantTx<"alerts.triage">, { id, acceptedUntil }: FindingRow): Promise<void> {
  await driveFindingClock(t, id, [{ kind: "reopened" }], {
    ...{ state: "open", stateBy: byPortal, stateAt: t.now, acceptedUntil: null },
  })
  await writeHistory(t, id, { kind: "acceptance-over" })
  await recordAudit(t, {
    action: "finding.accept-expire",
    targetId: id,
    before: { state: "accepted", until: acceptedUntil?.toString() ?? null },
    after: { state: "open" },
  })
}

async function endPlan(t: TenantTx<"alerts.triage">, { id, plannedUntil }: FindingRow): Promise<void> {
  await driveFindingClock(t, id, [{ kind: "hold_left", cause: "expired" }], {
    ...{ plannedUntil: null, plannedNote: null },
  })
  await writeHistory(t, id, { kind: "plan-over" })
  await recordAudit(t, {
    action: "finding.plan-expire",
    targetId: id,
    before: { until: plannedUntil?.toString() ?? null },
  })
}
