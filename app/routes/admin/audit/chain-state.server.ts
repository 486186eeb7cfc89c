import { reachOf } from "#app/auth/access.ts"
import { withPortfolio, withProviderAudit } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import type { Chain } from "#app/domain/audit/entry.ts"
import { findProviderVerification, listVerifications } from "#app/domain/audit/read.server.ts"
import { standingOf } from "#app/domain/audit/verification.ts"
import type { ClientView } from "#app/domain/clients/client.ts"
import type { ChainState } from "./chain-mark.tsx"

/** What the last checks of the chains in reach say, in words for people. */
export async function readChainState(who: Principal, clients: readonly ClientView[]): Promise<ChainState> {
  const ofClients = await withPortfolio(who, ["audit.read"], listVerifications)
  const ofProvider = await withProviderAudit(who, findProviderVerification)
  const { chains, verifiedTo, broken } = standingOf([...(ofProvider ? [ofProvider] : []), ...ofClients])
  const names = new Map<Chain, string>(clients.map(({ id, name }) => [id, name]))
  return {
    chains,
    unchecked: Math.max(0, clients.length + (reachOf(who, ["audit.read"]) === "all" ? 1 : 0) - chains),
    verifiedTo: verifiedTo?.toString() ?? null,
    broken: broken.map(({ chain, firstBad }) => ({
      chain: chain === "provider" ? "the provider" : (names.get(chain) ?? chain),
      seq: firstBad.seq,
      entryId: firstBad.entryId,
      why: firstBad.why,
    })),
  }
}

/** Finds a chain by what people call it: a client's code or id, or `provider`. */
export function clientFinder(clients: readonly ClientView[]): (text: string) => Chain | undefined {
  return (text) =>
    text.toLowerCase() === "provider"
      ? "provider"
      : clients.find(({ id, code }) => id === text.toLowerCase() || code === text.toUpperCase())?.id
}
