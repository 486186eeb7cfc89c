import { conflict, notFound } from "#app/kernel/errors.ts"
import type { SlaPolicyId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { type Preview, previewPolicy } from "../clock/preview.ts"
import { readHistories } from "../record/read.server.ts"
import { selectRunning } from "../record/read.store.server.ts"
import { standingOf } from "./binding.ts"
import { endBound, selectBindings } from "./store.server.ts"
import { tellRecords } from "./tell-records.server.ts"
import { policyVersionsOf } from "./versions.server.ts"

/** Which version of a bound policy. */
export type Which = { readonly policyId: SlaPolicyId; readonly version: number }

/** What applying a bound version to the clocks that run would do. Nothing is changed. */
export async function previewApply(t: TenantTx<"sla.read">, which: Which): Promise<Preview> {
  const policy = await boundPolicy(t, which)
  const histories = await readHistories(t, t.scope.tenantId, await selectRunning(t))
  return previewPolicy([...histories.values()], policy, t.now)
}

/** Moves every running clock of the client to a bound version. Gives how many records it moved. */
export async function applyToRunning(t: TenantTx<"sla.manage">, which: Which): Promise<number> {
  const policy = await boundPolicy(t, which)
  const moved = await tellRecords(t, await selectRunning(t), { kind: "policy_applied", policy })
  await recordAudit(t, { action: "client.sla-apply", targetId: t.scope.tenantId, after: { ...which, moved } })
  return moved
}

/**
 * Ends a policy: nothing is promised by it any more, and clocks that run by it end without an outcome.
 *
 * @throws DomainError `not_found`; `conflict` for one that has ended, or that another has taken the place of: its end would
 *   end that one's too
 */
export async function endPolicy(t: TenantTx<"sla.manage">, policyId: SlaPolicyId): Promise<number> {
  const bound = await selectBindings(t, t.scope.tenantId)
  if (!bound.some((binding) => binding.policyId === policyId)) throw notFound("Policy")
  const { now, next } = standingOf(bound, t.now)
  if (now?.policyId !== policyId && next?.policyId !== policyId)
    throw conflict("It does not hold for this client any more. Load the page again.")
  if (!(await endBound(t, policyId))) throw conflict("Somebody else has just ended it.")
  // No clock goes by what was only to come.
  const holds = now?.policyId === policyId
  const running = holds ? await selectRunning(t) : []
  const moved = await tellRecords(t, running, { kind: "policy_deactivated", policyId })
  await recordAudit(t, { action: "client.sla-end", targetId: t.scope.tenantId, after: { policyId, moved } })
  return moved
}

async function boundPolicy(t: TenantTx<never>, { policyId, version }: Which) {
  const { tenantId } = t.scope
  const versions = (await policyVersionsOf(t, [tenantId])).get(tenantId) ?? []
  const policy = versions.find((v) => v.id === policyId && v.version === version)
  if (!policy) throw notFound("Policy")
  return policy
}
