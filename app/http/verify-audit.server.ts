import { withPortfolio, withProviderAudit, withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { clientChain, providerChain } from "#app/domain/audit/chain.ts"
import { recordProviderAudit } from "#app/domain/audit/record-provider.server.ts"
import type { Verification } from "#app/domain/audit/verification.ts"
import { verifyChain } from "#app/domain/audit/verify.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { inIdentity } from "#db/identity.ts"

/** Checks every chain somebody may see, from its first link, now; and records that they asked for it. */
export async function verifyAudit(who: Principal): Promise<Verification[]> {
  const provider = await withProviderAudit(who, (tx) => verifyChain(providerChain(tx), { whole: true }))
  const made = provider ? [provider] : []
  for (const { id } of await withPortfolio(who, ["audit.read", "clients.read"], (t) =>
    listAllClients(t, { withProvider: true }),
  ))
    made.push(
      await withTenantOf(who, { kind: "tenant", id }, ["audit.read"], (t) =>
        verifyChain(clientChain(t), { whole: true }),
      ),
    )
  const broken = made.filter((check) => !check.ok).map((check) => check.chain)
  await inIdentity((tx) =>
    recordProviderAudit(tx, {
      actor: who.actor,
      action: "audit.verify",
      after: { chains: made.length, broken },
    }),
  )
  return made
}
