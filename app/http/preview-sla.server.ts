import { withPortfolio } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import type { Policy } from "#app/domain/sla/clock/policy.ts"
import { standingOf } from "#app/domain/sla/policies/binding.ts"
import { listBindings } from "#app/domain/sla/policies/list-bindings.server.ts"
import { previewTerms, type TermsPreview } from "#app/domain/sla/policies/preview.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"

export type PreviewedClients = Omit<TermsPreview, "byClient"> & {
  readonly clients: readonly TenantId[]
  /** Names of the clients that records are named of. */
  readonly names: ReadonlyMap<TenantId, string>
}

/**
 * What terms would do to the clocks that run, if they were applied now.
 *
 * @param wanted these clients; null for those the policy holds for now
 */
export function previewFor(
  who: Principal,
  terms: Policy,
  wanted: readonly TenantId[] | null,
): Promise<PreviewedClients> {
  return withPortfolio(who, ["sla.read", "clients.read"], async (t) => {
    const all = await listAllClients(t)
    const names = new Map(all.map(({ id, name }) => [id, name]))
    const bound = wanted ?? (await boundTo(t, terms.id))
    const clients = bound.filter((id) => names.has(id))
    return { ...(await previewTerms(t, clients, terms)), clients, names }
  })
}

async function boundTo(t: ReadTx<"sla.read">, policyId: string): Promise<TenantId[]> {
  const bindings = Map.groupBy(await listBindings(t), (binding) => binding.client)
  return [...bindings].flatMap(([client, of]) =>
    standingOf(of, t.now).now?.policyId === policyId ? [client] : [],
  )
}
