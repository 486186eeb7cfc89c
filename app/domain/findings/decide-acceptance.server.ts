import { conflict, DomainError, invalid } from "#app/kernel/errors.ts"
import type { FindingId } from "#app/kernel/ids.ts"
import { isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { answerableFor, isAsker } from "./asker.ts"
import { leaving, mayDo } from "./course.ts"
import { driveFindingClock } from "./drive-clock.server.ts"
import { lockFinding } from "./lock.server.ts"
import type { AcceptanceDecision } from "./new-words.ts"
import {
  type AcceptanceRow,
  type FindingRow,
  lockAsked,
  updateAcceptance,
  writeHistory,
} from "./store.server.ts"

/**
 * Approves or refuses the wish to live with a finding. Approved, its clock stops, and it comes back when the day has come.
 *
 * @throws DomainError `forbidden` for who asked, also by a token of theirs, and for the portal itself; `not_found`; `conflict` when nothing is asked
 *   or the finding was settled meanwhile; `invalid` when the day has passed
 */
export async function decideAcceptance(
  t: TenantTx<"findings.approve">,
  id: FindingId,
  { approve, comment }: AcceptanceDecision,
): Promise<void> {
  const finding = await lockFinding(t, id)
  const asked = await lockAsked(t, id)
  if (!asked) throw conflict("Nobody asks for this any more.")
  const me = somebodyElse(t, asked)
  const { name } = t.scope.actor
  await updateAcceptance(t, asked.id, {
    ...{ state: approve ? "approved" : "refused", decidedBy: me, decidedByName: name, decidedAt: t.now },
    decision: comment || null,
  })
  if (approve) await accept(t, finding, asked)
  await writeHistory(t, id, {
    kind: approve ? "accepted" : "acceptance-refused",
    note: comment,
    ...(approve ? { until: asked.until } : {}),
  })
  await recordAudit(t, {
    action: `finding.accept-${approve ? "approve" : "refuse"}`,
    targetId: id,
    before: { state: finding.state },
    after: { id: asked.id, state: approve ? "accepted" : finding.state, until: asked.until.toString() },
    ...(comment === "" ? {} : { reason: comment }),
  })
}

async function accept(
  t: TenantTx<"findings.approve">,
  finding: FindingRow,
  asked: AcceptanceRow,
): Promise<void> {
  if (!mayDo(finding.state, "accept")) throw conflict("The finding was settled meanwhile.")
  if (!isBefore(t.now, asked.until))
    throw invalid("The day it was asked for has passed. Refuse it, and let it be asked again.")
  const isPlanned = finding.plannedUntil !== null
  await driveFindingClock(
    t,
    finding.id,
    [...leaving(isPlanned), { kind: "settled_finding", how: "risk_accepted" }],
    {
      ...{ state: "accepted", stateBy: t.scope.actor.name, stateAt: t.now, acceptedUntil: asked.until },
      ...{ plannedUntil: null, plannedNote: null },
    },
  )
}

function somebodyElse(t: TenantTx<"findings.approve">, { requestedBy }: AcceptanceRow): string {
  const { actor } = t.scope
  const me = answerableFor(actor)
  if (me === null) throw new DomainError("forbidden", "A person has to decide this, or a token of theirs.")
  if (isAsker(actor, requestedBy))
    throw new DomainError(
      "forbidden",
      "Somebody other than who asked has to decide this. A token counts as who made it.",
    )
  return me
}
