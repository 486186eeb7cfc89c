import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { lockSettled } from "./lock-settled.server.ts"
import { requireText } from "./require-text.ts"
import { writeTimeline } from "./timeline.server.ts"

export type Containment = {
  readonly how: "verified" | "not_needed"
  /** How it was verified, or why nothing has to be contained. */
  readonly account: string
}

/**
 * Says that a confirmed attack is contained, as somebody verified, or that nothing has to be. It stops the containment
 * clock for good.
 *
 * @throws DomainError `invalid` without an account; `not_found`; `conflict` when it is over, not confirmed, or contained
 *   already
 */
export async function containIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  { how, account }: Containment,
): Promise<void> {
  const text = requireText(account, "account", "Say how that was verified, or why it is not needed.")
  const incident = await lockSettled(t, id)
  if (!incident.confirmedAt) throw conflict("It was not confirmed as an attack. Confirm it first.")
  if (incident.containedAt) throw conflict("It is contained already.")
  const said = how === "verified" ? how : { notNeeded: text }
  await driveClocks(t, id, [{ kind: "contained", how: said }], { containedAt: t.now, lastActivityAt: t.now })
  await writeTimeline(t, id, { kind: "contained", text, data: { how } })
  await recordAudit(t, { action: "incident.contain", targetId: id, after: { how }, reason: text })
  await announce(t, "incident", [id])
}
