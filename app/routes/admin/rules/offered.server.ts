import { withPortfolio } from "#app/auth/guards.server.ts"
import type { Principal } from "#app/auth/principal.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { listSources } from "#app/domain/sources/read.server.ts"

/** What a rule's form lets one choose from. */
export function offered(person: Principal) {
  return withPortfolio(person, ["clients.read", "sources.read"], async (t) => {
    const clients = (await listAllClients(t)).map(({ id, name }) => ({ id, name }))
    const names = new Map(clients.map(({ id, name }) => [id, name]))
    const { items } = await listSources(t, { limit: 1000 })
    return {
      clients,
      choices: {
        source: items.map((source) => ({
          value: source.id,
          label: `${names.get(source.client) ?? ""}: ${source.name}`,
        })),
        tool: Object.entries(adapters).map(([value, { label }]) => ({ value, label })),
      },
    }
  })
}
