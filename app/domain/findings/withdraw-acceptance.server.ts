import { conflict, DomainError } from "#app/kernel/errors.ts"
import type { FindingId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { isAsker } from "./asker.ts"
import { lockFinding } from "./lock.server.ts"
import { lockAsked, updateAcceptance, writeHistory } from "./store.server.ts"

/**
 * Takes back the wish to live with a finding before anybody has decided on it. It may be asked again.
 *
 * @throws DomainError `not_found`; `conflict` when nothing is asked; `forbidden` for others than who asked: they may refuse it
 */
export async function withdrawAcceptance(t: TenantTx<"alerts.triage">, id: FindingId): Promise<void> {
  await lockFinding(t, id)
  const asked = await lockAsked(t, id)
  if (!asked) throw conflict("Nobody asks for this any more.")
  if (!isAsker(t.scope.actor, asked.requestedBy))
    throw new DomainError("forbidden", "Only who asked takes it back. Refuse it instead.")
  const { name } = t.scope.actor
  await updateAcceptance(t, asked.id, { state: "withdrawn", decidedByName: name, decidedAt: t.now })
  await writeHistory(t, id, { kind: "acceptance-withdrawn" })
  await recordAudit(t, {
    action: "finding.accept-withdraw",
    targetId: id,
    before: { id: asked.id, state: "requested", until: asked.until.toString() },
    after: { id: asked.id, state: "withdrawn" },
  })
}
