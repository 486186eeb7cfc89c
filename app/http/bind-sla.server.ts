import { withProvider, withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { readTerms } from "#app/domain/sla/catalogue/read-terms.server.ts"
import { bindPolicy } from "#app/domain/sla/policies/bind.server.ts"
import { applyToRunning } from "#app/domain/sla/policies/running.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import type { SlaPolicyId, TenantId } from "#app/kernel/ids.ts"
import { type Instant, isBefore } from "#app/kernel/time.ts"

export type WantedBinding = {
  readonly policyId: SlaPolicyId
  readonly clients: readonly TenantId[]
  /** Null: as soon as the version holds. */
  readonly effectiveFrom: Instant | null
  /** Whether clocks that run already move to it. */
  readonly applyToRunning: boolean
}

export type BoundClients = { readonly clients: number; readonly version: number; readonly moved: number }

/**
 * Promises clients the newest version of a policy, each in a unit of work of its own: the catalogue is the provider's, a
 * binding the client's.
 *
 * @throws DomainError `invalid` for a date that has passed, since clocks that ended are never worked out anew, and for
 *   applying what does not hold yet; `not_found`; `conflict` for a policy that is retired
 */
export async function bindClients(who: Principal, wanted: WantedBinding): Promise<BoundClients> {
  const { policyId, clients, applyToRunning: apply } = wanted
  const terms = await withProvider(who, ["sla.manage", "sla.read"], (tx) =>
    readTerms(tx, policyId, "to bind"),
  )
  if (clients.length === 0) throw invalid("Choose at least one client.", { client: "Tick at least one" })
  let moved = 0
  for (const id of clients)
    moved += await withTenantOf(who, { kind: "tenant", id }, ["sla.manage"], async (t) => {
      const effectiveFrom = beginOf(wanted.effectiveFrom, terms.effectiveFrom, t.now)
      if (apply && isBefore(t.now, effectiveFrom))
        throw invalid("Running clocks move to what holds now. Leave them, or bind it from now on.", {
          apply: "It does not hold yet",
        })
      await bindPolicy(t, { ...terms, effectiveFrom })
      return apply ? applyToRunning(t, { policyId, version: terms.version }) : 0
    })
  return { clients: clients.length, version: terms.version, moved }
}

/** @throws DomainError `invalid` for a date that has passed */
function beginOf(wanted: Instant | null, ofVersion: Instant, now: Instant): Instant {
  if (wanted && isBefore(wanted, now))
    throw invalid("Clocks that ended are never worked out anew, so it cannot begin in the past.", {
      effectiveFrom: "Choose a time to come, or leave it empty for now",
    })
  const begin = wanted ?? now
  return isBefore(begin, ofVersion) ? ofVersion : begin
}
