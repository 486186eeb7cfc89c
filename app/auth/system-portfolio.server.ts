import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { inPortfolio, type ReadTx } from "#db/tenant.ts"
import { reachOf } from "./access.ts"
import { mintPortfolio } from "./mint-scope.server.ts"
import type { Principal } from "./principal.ts"

/** Reads across every client for the portal itself: readiness and metrics, never an answer with a client's data in it. */
export function withSystemPortfolio<T>(name: string, read: (t: ReadTx) => Promise<T>): Promise<T> {
  return inPortfolio(mintPortfolio("all", { kind: "system", name }), read)
}

/**
 * How many records a list leaves out because its reader's grants do not cover their clients: so that nothing is hidden
 * silently. A number and nothing else of them leaves here.
 *
 * @param count counts what is at other clients than the given ones
 */
export async function countOutOfReach(
  who: Principal,
  needs: readonly Permission[],
  count: (t: ReadTx, clients: readonly TenantId[]) => Promise<number>,
): Promise<number> {
  const reach = reachOf(who, needs)
  return reach === "all" ? 0 : withSystemPortfolio("out of reach", (t) => count(t, reach))
}
