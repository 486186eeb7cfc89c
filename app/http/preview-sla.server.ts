import { withPortfolio } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import type { Policy } from "#app/domain/sla/clock/policy.ts"
import { previewTerms, type TermsPreview } from "#app/domain/sla/policies/preview.server.ts"
import { standingOf } from "#app/domain/sla/policies/binding.ts"
import { listBindings } from "#app/domain/sla/policies/list-bindings.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"

/**
 * What terms would do to the clocks that run at these clients, or at every client their policy holds for.
 *
 * @param clients null for the clients that are bound to a version of the same policy now
 */
export function previewFor(
  who: Principal,
  terms: Policy,
  clients: readonly TenantId[] | null,
): Promise<TermsPreview & { readonly clients: readonly TenantId[] }> {
  return withPortfolio(who, ["sla.read", "clients.read"], async (t) => {
    const at = clients ?? (await boundTo(t, terms.id))
    return { ...(await previewTerms(t, at, terms)), clients: at }
  })
}

async function boundTo(t: Parameters<typeof listBindings>[0], policyId: string): Promise<TenantId[]> {
  const bindings = Map.groupBy(await listBindings(t), (binding) => binding.client)
  return [...bindings].flatMap(([client, of]) =>
    standingOf(of, t.now).now?.policyId === policyId ? [client] : [],
  )
}
