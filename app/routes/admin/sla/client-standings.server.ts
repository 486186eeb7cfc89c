import { listAllClients } from "#app/domain/clients/read.server.ts"
import { type BoundVersion, standingOf } from "#app/domain/sla/policies/binding.ts"
import { listBindings } from "#app/domain/sla/policies/list-bindings.server.ts"
import type { ReadTx } from "#db/tenant.ts"

const said = (bound: BoundVersion | null) =>
  bound && {
    ...{ policyId: bound.policyId as string, name: bound.name, version: bound.version },
    ...{ since: bound.effectiveFrom.toString(), boundBy: bound.boundBy },
  }

/** Every client in reach, with what holds for it and what will. */
export async function clientStandings(t: ReadTx<"sla.read" | "clients.read">) {
  const bindings = Map.groupBy(await listBindings(t), (binding) => binding.client)
  return (await listAllClients(t)).map(({ id, name }) => {
    const { now, next, wasEnded } = standingOf(bindings.get(id) ?? [], t.now)
    return { id: id as string, name, now: said(now), next: said(next), wasEnded }
  })
}

export type ClientStanding = Awaited<ReturnType<typeof clientStandings>>[number]
