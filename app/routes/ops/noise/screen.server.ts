import { listAllClients } from "#app/domain/clients/read.server.ts"
import { noiseDaysOf, type NoiseDays } from "#app/domain/noise/noise.ts"
import { topProposals } from "#app/domain/noise/propose.ts"
import { readNoise } from "#app/domain/noise/read.server.ts"
import { parseId, type TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { ruleRow } from "../../shared/noise/row.ts"

/** Rules on the page; the file holds more. */
export const rulesShown = 50

type Query = { readonly days: NoiseDays; readonly client?: TenantId }

/** @throws DomainError `not_found` for a client that is no id */
export function readQuery(request: Request): Query {
  const params = new URL(request.url).searchParams
  const client = params.get("client")
  return { days: noiseDaysOf(params.get("days")), ...(client ? { client: parseId("tenant", client) } : {}) }
}

/** Everything the page and its file show. A client out of reach brings nothing. */
export async function noiseScreen(t: ReadTx<"alerts.read" | "clients.read">, { days, client }: Query) {
  const clients = (await listAllClients(t)).map(({ id, name }) => ({ id, name }))
  const names = new Map(clients.map(({ id, name }) => [id, name]))
  const { totals, rules } = await readNoise(t, days, client)
  return {
    days,
    client,
    clients,
    totals,
    rules: rules.map((rule) => ruleRow(rule, names.get(rule.clientId) ?? "")),
    suppressing: Object.fromEntries(
      rules
        .slice(0, rulesShown)
        .map((rule) => [ruleRow(rule, "").key, `/ops/suppressions/new?alert=${rule.newest}&rule=1`]),
    ),
    proposals: topProposals(rules).map(({ rule, proposal }) => ({
      ...ruleRow(rule, names.get(rule.clientId) ?? ""),
      ...proposal,
      newest: rule.newest,
    })),
  }
}
