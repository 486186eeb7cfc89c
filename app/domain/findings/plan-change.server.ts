import { conflict } from "#app/kernel/errors.ts"
import type { FindingId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { mayDo } from "./course.ts"
import { driveFindingClock } from "./drive-clock.server.ts"
import { lockFinding } from "./lock.server.ts"
import type { PlanWanted } from "./new-words.ts"
import { dayToCome } from "./request-acceptance.server.ts"
import { writeHistory } from "./store.server.ts"

/**
 * Plans the change that removes a finding, on a day the client agreed to. Where its contract says so the clock stands
 * still until then.
 *
 * @throws DomainError `invalid` for a day that has passed; `not_found`; `conflict` where the finding is settled
 */
export async function planChange(
  t: TenantTx<"alerts.triage">,
  id: FindingId,
  { note, until: given }: PlanWanted,
): Promise<void> {
  const until = dayToCome(given, t.now)
  const finding = await lockFinding(t, id)
  if (!mayDo(finding.state, "plan"))
    throw conflict("Only for a finding that is open or mitigated a change is planned.")
  await driveFindingClock(t, id, [{ kind: "hold_entered", hold: "scheduled_change", basis: "agreed_date" }], {
    ...{ plannedUntil: until, plannedNote: note },
  })
  await writeHistory(t, id, { kind: "planned", note, until })
  await recordAudit(t, {
    action: "finding.plan",
    targetId: id,
    before: { until: finding.plannedUntil?.toString() ?? null },
    after: { until: until.toString() },
    reason: note,
  })
}

/** Takes the plan back: work goes on now. @throws DomainError `not_found`; `conflict` where none is planned */
export async function dropPlan(t: TenantTx<"alerts.triage">, id: FindingId): Promise<void> {
  const { plannedUntil } = await lockFinding(t, id)
  if (!plannedUntil) throw conflict("No change is planned.")
  await driveFindingClock(t, id, [{ kind: "hold_left", cause: "manual" }], {
    ...{ plannedUntil: null, plannedNote: null },
  })
  await writeHistory(t, id, { kind: "plan-dropped" })
  await recordAudit(t, {
    action: "finding.plan-drop",
    targetId: id,
    before: { until: plannedUntil.toString() },
  })
}
