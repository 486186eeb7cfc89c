import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { plusSeconds } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { type NoiseDays, type NoiseTotals, noTotals, type RuleNoise } from "./noise.ts"
import { selectRules, selectTotals } from "./store.server.ts"

export type NoiseReport = {
  readonly totals: NoiseTotals
  readonly perClient: readonly (NoiseTotals & { readonly clientId: TenantId })[]
  /** The loudest rules first. */
  readonly rules: readonly RuleNoise[]
}

/** Rules a report lists: the rest is quieter than all of these. */
const rulesListed = 500

/** What the clients in reach, or one of them, reported in the last days and what became of it. */
export function readNoise(
  t: ReadTx<"alerts.read">,
  days: NoiseDays,
  client?: TenantId,
): Promise<NoiseReport> {
  return reportOf(t, days, client)
}

/** The same for a client's own people: figures and the names of their own tools' rules, nothing people wrote. */
export function readOwnNoise(t: ReadTx<"own.read">, days: NoiseDays): Promise<NoiseReport> {
  return reportOf(t, days)
}

async function reportOf<P extends Permission>(
  t: ReadTx<P>,
  days: NoiseDays,
  client?: TenantId,
): Promise<NoiseReport> {
  const period = { from: plusSeconds(t.now, -days * 86_400), ...(client ? { client } : {}) }
  const perClient = await selectTotals(t, period)
  return {
    totals: perClient.reduce<NoiseTotals>(plus, noTotals),
    perClient,
    rules: await selectRules(t, period, rulesListed),
  }
}

function plus(a: NoiseTotals, b: NoiseTotals): NoiseTotals {
  const keys = Object.keys(noTotals) as (keyof NoiseTotals)[]
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as NoiseTotals
}
