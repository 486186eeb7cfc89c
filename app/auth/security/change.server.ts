import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { tellSessionsChanged } from "../sessions.store.server.ts"
import { type Impact, impactOf, type SecurityPolicy } from "./policy.ts"
import { selectAffected, selectPolicy, updatePolicy } from "./store.server.ts"

/** How long sessions last and what signing in asks for. */
export function readSecurity(tx: ProviderTx<"security.manage">): Promise<SecurityPolicy> {
  return selectPolicy(tx)
}

/** Whom a change would sign out or lock out, without making it. */
export async function previewSecurity(
  tx: ProviderTx<"security.manage">,
  next: SecurityPolicy,
): Promise<Impact> {
  return impactOf(await selectAffected(tx), await selectPolicy(tx), next, tx.now)
}

/** Puts a policy in force. Sessions that are over by it end at once, with their streams. */
export async function changeSecurity(
  tx: ProviderTx<"security.manage">,
  next: SecurityPolicy,
): Promise<Impact> {
  const before = await selectPolicy(tx)
  const impact = impactOf(await selectAffected(tx), before, next, tx.now)
  await updatePolicy(tx, next)
  for (const { id } of [...impact.signedOut, ...impact.withoutFactor]) await tellSessionsChanged(tx, id)
  await recordProviderAudit(tx, { actor: tx.actor, action: "security.change", before, after: next })
  return impact
}
