import { clientChain, providerChain } from "#app/domain/audit/chain.ts"
import type { Verification } from "#app/domain/audit/verification.ts"
import { findLink, verifyChain } from "#app/domain/audit/verify.server.ts"
import { inWorkerIdentity } from "#db/identity.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { JobContext, RecurringJob } from "../job.ts"
import { sealChains } from "./seal-audit.ts"

/** Looks every hour whether the chains still hold, after sealing also what clocks gone wrong have hidden from the sealer. */
export const verifyAudit: RecurringJob = {
  name: "audit.verify",
  everySeconds: 3600,
  async run(context) {
    await sealChains(context, { everything: true })
    for await (const _ of verifyChains(context, { whole: false }));
  },
}

/** Checks every chain, the provider's first; gives each verdict as it comes. */
export async function* verifyChains(
  { scopeOf }: JobContext,
  options: { readonly whole: boolean },
): AsyncGenerator<Verification> {
  yield await inWorkerIdentity((tx) => verifyChain(providerChain(tx), options))
  for (const tenantId of await listTenants())
    yield await inTenant(scopeOf<"audit.read">(tenantId), (t) => verifyChain(clientChain(t), options))
}

/** Whether any chain has a link with this hash. */
export async function hasLink({ scopeOf }: JobContext, hash: string): Promise<boolean> {
  if (await inWorkerIdentity((tx) => findLink(providerChain(tx), hash))) return true
  for (const tenantId of await listTenants())
    if (await inTenant(scopeOf<"audit.read">(tenantId), (t) => findLink(clientChain(t), hash))) return true
  return false
}
