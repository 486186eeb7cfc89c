import { conflict } from "#app/kernel/errors.ts"
import type { IncidentId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { announce } from "../changes/announce.server.ts"
import { driveClocks } from "./drive-clocks.server.ts"
import { lockSettled } from "./lock-settled.server.ts"
import { requireText } from "./require-text.ts"
import { writeTimeline } from "./timeline.server.ts"

export type Verdict = {
  readonly verdict: "malicious" | "downgraded"
  /** What it rests on. */
  readonly reason: string
}

/**
 * Says of a security incident that it is an attack: from now on it has to be contained. Or takes that back: it was none, and
 * the containment clock ends without an outcome.
 *
 * @throws DomainError `invalid` without a reason; `not_found`; `conflict` when it is over, no security incident, or judged so
 *   already
 */
export async function confirmIncident(
  t: TenantTx<"incidents.work">,
  id: IncidentId,
  { verdict, reason }: Verdict,
): Promise<void> {
  const text = requireText(reason, "reason", "Say what it rests on.")
  const incident = await lockSettled(t, id)
  if (incident.flavour !== "security") throw conflict("Only a security incident is confirmed as an attack.")
  const isConfirmed = incident.confirmedAt !== null
  if (isConfirmed === (verdict === "malicious"))
    throw conflict(isConfirmed ? "It is confirmed already." : "It was not confirmed.")
  await driveClocks(t, id, [{ kind: "confirmed", verdict }], {
    confirmedAt: verdict === "malicious" ? t.now : null,
    lastActivityAt: t.now,
  })
  await writeTimeline(t, id, { kind: verdict === "malicious" ? "confirmed" : "downgraded", text })
  await recordAudit(t, { action: "incident.confirm", targetId: id, after: { verdict }, reason: text })
  await announce(t, "incident", [id])
}
