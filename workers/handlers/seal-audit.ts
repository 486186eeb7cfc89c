import { clientChain, type ChainTx, providerChain } from "#app/domain/audit/chain.ts"
import { sealEntries } from "#app/domain/audit/seal.server.ts"
import { inWorkerIdentity } from "#db/identity.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import type { JobContext, RecurringJob } from "../job.ts"

/** Seals what has been written since the last round, chain by chain. */
export const sealAudit: RecurringJob = {
  name: "audit.seal",
  everySeconds: 15,
  run: (context) => sealChains(context, { everything: false }),
}

/** Seals every chain up to its newest entry, each stretch in a transaction of its own. */
export async function sealChains(
  { scopeOf }: JobContext,
  options: { readonly everything: boolean },
): Promise<void> {
  const seal = (c: ChainTx) => sealEntries(c, options)
  for (const tenantId of await listTenants())
    while ((await inTenant(scopeOf<"audit.read">(tenantId), (t) => seal(clientChain(t)))) > 0);
  while ((await inWorkerIdentity((tx) => seal(providerChain(tx)))) > 0);
}
