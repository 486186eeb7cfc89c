import { notFound } from "#app/kernel/errors.ts"
import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { bindPolicy, recordBound } from "./bind.server.ts"
import type { BoundVersion } from "./binding.ts"
import { storedPolicy } from "./policy-draft.ts"
import { renewalOf } from "./renewal.ts"
import { resumeBound, selectBindings, selectTerms } from "./store.server.ts"

/** The clients in reach to whom a policy that is taken back into use is to be promised again. */
export async function listRenewed(
  t: ReadTx<"sla.read">,
  policyId: SlaPolicyId,
  retiredAt: Instant,
): Promise<readonly TenantId[]> {
  const bindings = Map.groupBy(await selectBindings(t, null), (one) => one.client)
  return [...bindings].flatMap(([client, own]) => {
    const { now, later } = renewalOf(policyId, retiredAt, own, t.now)
    return now || later.length > 0 ? [client] : []
  })
}

/**
 * Promises a client again what it was promised until a policy was retired: the very version, with the calendars of then.
 * What held goes on from now, for clocks that start from now on; what was only to come begins when it was to.
 *
 * @throws DomainError `not_found` where nothing is to be renewed
 */
export async function renewAt(
  t: TenantTx<"sla.manage">,
  policyId: SlaPolicyId,
  retiredAt: Instant,
): Promise<void> {
  const own = await selectBindings(t, t.scope.tenantId)
  const { now, later } = renewalOf(policyId, retiredAt, own, t.now)
  if (!now && later.length === 0) throw notFound("Policy")
  if (now) await bindAnew(t, now)
  for (const coming of later) {
    await resumeBound(t, coming)
    await recordBound(t, coming)
  }
}

async function bindAnew(t: TenantTx<"sla.manage">, held: BoundVersion): Promise<void> {
  const { policyId, version, name } = held
  const terms = storedPolicy.parse(await selectTerms(t, held))
  await bindPolicy(t, { policyId, version, name, terms, effectiveFrom: t.now })
}
