import { withPortfolio, withProvider, withTenantOf } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { readPolicy } from "#app/domain/sla/catalogue/list.server.ts"
import {
  reactivatePolicy,
  type Retirement,
  retirePolicy,
} from "#app/domain/sla/catalogue/retire-policy.server.ts"
import { listRenewed, renewAt } from "#app/domain/sla/policies/renew.server.ts"
import { previewRetirement, retireAt } from "#app/domain/sla/policies/retire.server.ts"
import type { SlaPolicyId } from "#app/kernel/ids.ts"

/**
 * What retiring a policy would do now, by client with its name, the most clocks first.
 *
 * @throws DomainError `not_found`; `forbidden` for who may not read over all clients: a policy is the provider's
 */
export async function previewRetiring(who: Principal, policyId: SlaPolicyId) {
  await withProvider(who, ["sla.read", "clients.read"], (tx) => readPolicy(tx, policyId))
  return withPortfolio(who, ["sla.read", "clients.read"], async (t) => {
    const names = new Map((await listAllClients(t)).map(({ id, name }) => [id, name]))
    const clients = await previewRetirement(t, policyId)
    return clients
      .map((one) => ({ ...one, name: names.get(one.client) ?? "A client" }))
      .sort((a, b) => b.clocks - a.clocks || a.name.localeCompare(b.name))
  })
}

export type Retired = { readonly clients: number; readonly records: number }

/**
 * Retires a policy: first for the catalogue, so that nobody binds it meanwhile, then at each client in a unit of work of
 * its own. Interrupted, it is finished by doing it again.
 *
 * @throws DomainError `not_found`, `invalid` without a reason
 */
export async function retire(who: Principal, retirement: Retirement): Promise<Retired> {
  const { policyId, reason } = retirement
  await withProvider(who, ["sla.manage"], (tx) => retirePolicy(tx, retirement))
  const clients = await previewRetiring(who, policyId)
  let records = 0
  for (const { client: id } of clients)
    records += await withTenantOf(who, { kind: "tenant", id }, ["sla.manage"], (t) =>
      retireAt(t, policyId, reason.trim()),
    )
  return { clients: clients.length, records }
}

/**
 * Takes a policy back into use, for clocks that start from now on: the clients that had it until the retirement, or were
 * to have it from a later moment, and to whom nothing was bound since, are promised it again.
 *
 * @returns how many clients
 * @throws DomainError `not_found`, `invalid` without a reason, `conflict` for one that is in use
 */
export async function reactivate(who: Principal, retirement: Retirement): Promise<number> {
  const { policyId } = retirement
  const retiredAt = await withProvider(who, ["sla.manage"], (tx) => reactivatePolicy(tx, retirement))
  const clients = await withPortfolio(who, ["sla.read", "clients.read"], (t) =>
    listRenewed(t, policyId, retiredAt),
  )
  for (const id of clients)
    await withTenantOf(who, { kind: "tenant", id }, ["sla.manage"], (t) => renewAt(t, policyId, retiredAt))
  return clients.length
}
