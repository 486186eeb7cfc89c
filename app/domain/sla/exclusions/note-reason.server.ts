import { conflict, notFound } from "#app/kernel/errors.ts"
import type { ClockId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import type { NewBreachReason } from "./new-breach-reason.ts"
import { findReason, upsertReason } from "./reasons.store.server.ts"
import { lockClock } from "./store.server.ts"

/**
 * Notes why a promise was missed, in place of what was noted before. It changes no figure: what is to be left out of the
 * result is asked for, and approved by somebody else.
 *
 * @throws DomainError `not_found`; `conflict` for a clock that missed nothing
 */
export async function noteBreachReason(
  t: TenantTx<"sla.exclude">,
  clockId: ClockId,
  { cause, text }: NewBreachReason,
): Promise<void> {
  const clock = await lockClock(t, clockId)
  if (!clock) throw notFound("Clock")
  if (!clock.missed) throw conflict("This clock missed nothing: there is nothing to explain.")
  const before = await findReason(t, clockId)
  const { actor } = t.scope
  await upsertReason(t, {
    ...{ clockId, cause, text: text.toWellFormed() },
    ...{ notedBy: actor.kind === "user" ? actor.id : null, notedByName: actor.name, notedAt: t.now },
  })
  await recordAudit(t, {
    action: "incident.sla-breach-reason",
    targetId: clockId,
    ...(before ? { before: { cause: before.cause } } : {}),
    after: { cause },
    reason: text,
  })
}
