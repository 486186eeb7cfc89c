import { conflict, invalid } from "#app/kernel/errors.ts"
import { type AcceptanceId, type FindingId, newId } from "#app/kernel/ids.ts"
import { type Instant, instant, isBefore } from "#app/kernel/time.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { answerableFor } from "./asker.ts"
import { mayDo } from "./course.ts"
import { lockFinding } from "./lock.server.ts"
import type { AcceptanceWanted } from "./new-words.ts"
import { insertAcceptance, lockAsked, writeHistory } from "./store.server.ts"

/** So long a risk may be accepted for at most, in seconds: two years. */
const longest = 2 * 366 * 86_400

/**
 * Asks to live with a finding until a day. It changes nothing until somebody else has approved it.
 *
 * @throws DomainError `invalid` for a day that has passed or is too far away; `not_found`; `conflict` where the finding is
 *   settled, or the same is asked already
 */
export async function requestAcceptance(
  t: TenantTx<"alerts.triage">,
  id: FindingId,
  { reason, until: given }: AcceptanceWanted,
): Promise<AcceptanceId> {
  const until = dayToCome(given, t.now)
  const { state } = await lockFinding(t, id)
  if (!mayDo(state, "accept")) throw conflict("Only a finding that is open or mitigated can be accepted.")
  if (await lockAsked(t, id)) throw conflict("This is asked already. Let that be decided first.")
  const acceptance = newId<"acceptance">()
  const { actor } = t.scope
  await insertAcceptance(t, {
    ...{ id: acceptance, findingId: id, reason, until, state: "requested" },
    ...{ requestedBy: answerableFor(actor) ?? actor.name, requestedByName: actor.name, requestedAt: t.now },
  })
  await writeHistory(t, id, { kind: "acceptance-asked", note: reason, until })
  await recordAudit(t, {
    action: "finding.accept-request",
    targetId: id,
    after: { id: acceptance, until: until.toString() },
    reason,
  })
  return acceptance
}

/** @throws DomainError `invalid` */
export function dayToCome(given: string, now: Instant): Instant {
  const until = instant(given)
  if (!isBefore(now, until)) throw invalid("Choose a day to come.", { until: "choose a day to come" })
  if (until.since(now).total("seconds") > longest)
    throw invalid("Choose a day within two years.", { until: "choose a day within two years" })
  return until
}
