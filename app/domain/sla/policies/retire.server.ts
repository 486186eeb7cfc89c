import { notFound } from "#app/kernel/errors.ts"
import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import type { ReadTx, TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../../audit/record.server.ts"
import { selectRunning } from "../record/read.store.server.ts"
import { bindPolicy } from "./bind.server.ts"
import { storedPolicy } from "./policy-draft.ts"
import { type ClientRetirement, endedBy, retirementOf } from "./retirement.ts"
import { endBound, selectBindings, selectRunningBy, selectTerms } from "./store.server.ts"
import { tellRecords } from "./tell-records.server.ts"

/** What retiring a policy would do now at the clients in reach. Nothing is changed. */
export async function previewRetirement(
  t: ReadTx<"sla.read">,
  policyId: SlaPolicyId,
): Promise<readonly ClientRetirement[]> {
  const bound = await selectBindings(t, null)
  return retirementOf(policyId, bound, await selectRunningBy(t, policyId), t.now)
}

/**
 * Ends a retired policy at one client: clocks that run by it end without an outcome, what was late by then stays a miss,
 * and what had ended is not touched. Nobody is told of its levels any more.
 *
 * @returns the records whose clocks ended
 */
export async function retireAt(
  t: TenantTx<"sla.manage">,
  policyId: SlaPolicyId,
  reason: string,
): Promise<number> {
  const running = await selectRunning(t, policyId)
  const ended = await endBound(t, policyId)
  const records = await tellRecords(t, running, { kind: "policy_deactivated", policyId })
  if (ended || records > 0)
    await recordAudit(t, {
      ...{ action: "client.sla-retire", targetId: t.scope.tenantId, reason },
      after: { policyId, records },
    })
  return records
}

/** The clients in reach to whom a policy that is taken back into use is to be promised again. */
export async function listEndedBy(
  t: ReadTx<"sla.read">,
  policyId: SlaPolicyId,
  retiredAt: Instant,
): Promise<readonly TenantId[]> {
  const bindings = Map.groupBy(await selectBindings(t, null), (one) => one.client)
  return [...bindings].flatMap(([client, own]) => (endedBy(policyId, retiredAt, own, t.now) ? [client] : []))
}

/**
 * Promises a client again, from now on, what it was promised until a policy was retired: the very version, with the
 * calendars of then. Only clocks that start from now on go by it.
 */
export async function rebind(
  t: TenantTx<"sla.manage">,
  policyId: SlaPolicyId,
  retiredAt: Instant,
): Promise<void> {
  const own = await selectBindings(t, t.scope.tenantId)
  const held = endedBy(policyId, retiredAt, own, t.now)
  const terms = held && (await selectTerms(t, held))
  if (!held || !terms) throw notFound("Policy")
  const { version, name } = held
  await bindPolicy(t, { policyId, version, name, terms: storedPolicy.parse(terms), effectiveFrom: t.now })
}
