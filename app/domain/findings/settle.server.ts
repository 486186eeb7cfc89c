import { conflict } from "#app/kernel/errors.ts"
import type { FindingId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { happeningsOfSettling, mayDo } from "./course.ts"
import { driveFindingClock } from "./drive-clock.server.ts"
import { findingStateWords } from "./finding.ts"
import { lapseAsked } from "./lapse-asked.server.ts"
import { lockFinding } from "./lock.server.ts"
import type { Settling } from "./new-words.ts"
import { writeHistory } from "./store.server.ts"

/**
 * Says of a finding that it is fixed, mitigated or no weakness at all. A scanner that sees what is called fixed again
 * brings it back.
 *
 * @throws DomainError `not_found`; `conflict` where its state does not allow it
 */
export async function settleFinding(
  t: TenantTx<"alerts.triage">,
  id: FindingId,
  { as, note }: Settling,
): Promise<void> {
  const finding = await lockFinding(t, id)
  if (!mayDo(finding.state, as))
    throw conflict(`It is ${findingStateWords[finding.state].toLowerCase()} already.`)
  const isOver = as !== "mitigated"
  await driveFindingClock(t, id, happeningsOfSettling(as, finding.plannedUntil !== null, note), {
    ...{ state: as, stateBy: t.scope.actor.name, stateAt: t.now },
    ...(isOver ? { acceptedUntil: null, plannedUntil: null, plannedNote: null } : {}),
  })
  if (isOver) await lapseAsked(t, id)
  await writeHistory(t, id, { kind: as, note })
  await recordAudit(t, {
    action: "finding.settle",
    targetId: id,
    before: { state: finding.state },
    after: { state: as },
    ...(note === "" ? {} : { reason: note }),
  })
}
