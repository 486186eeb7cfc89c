import { conflict } from "#app/kernel/errors.ts"
import type { FindingId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { mayDo } from "./course.ts"
import { driveFindingClock } from "./drive-clock.server.ts"
import { lockFinding } from "./lock.server.ts"
import { writeHistory } from "./store.server.ts"

/**
 * Puts a finding back among the open ones. Its clock goes on with what had elapsed; the time it counted as done is a
 * pause.
 *
 * @throws DomainError `not_found`; `conflict` for one that is open
 */
export async function reopenFinding(
  t: TenantTx<"alerts.triage">,
  id: FindingId,
  { note }: { readonly note: string },
): Promise<void> {
  const { state } = await lockFinding(t, id)
  if (!mayDo(state, "reopen")) throw conflict("It is open already.")
  await driveFindingClock(t, id, state === "mitigated" ? [] : [{ kind: "reopened" }], {
    ...{ state: "open", stateBy: t.scope.actor.name, stateAt: t.now, acceptedUntil: null },
  })
  await writeHistory(t, id, { kind: "reopened", note })
  await recordAudit(t, {
    action: "finding.reopen",
    targetId: id,
    before: { state },
    after: { state: "open" },
    reason: note,
  })
}
