import type { Matchable } from "../matching/matcher.ts"
import { aliasesIn } from "../services/alias.ts"

/** Labels in which tools name the machine an alert is about, the surest first. Compared in lower case. */
const hostLabels = [
  ...["host", "hostname", "host_name", "host.name", "fqdn", "instance", "device", "device_name"],
  ...["node", "nodename", "server", "computer", "agent.name", "machine", "instance_id", "resource_id"],
] as const

/** A word of the alert that may name an asset, and where it stands. */
export type AssetName = { readonly alias: string; readonly from: string }

/** An alert with very many observables is looked up by the first of them. */
const maxNames = 50

/** Every alias an alert could mean, the surest first: what its tool calls the asset, its labels, then its observables. */
export function assetNames(alert: Pick<Matchable, "asset" | "labels" | "observables">): readonly AssetName[] {
  const labels = new Map(Object.entries(alert.labels).map(([name, value]) => [name.toLowerCase(), value]))
  const words: (readonly [string, string | null | undefined])[] = [
    ["asset", alert.asset],
    ...hostLabels.map((name) => [`label ${name}`, labels.get(name)] as const),
    ...alert.observables.map(({ type, value }) => [type, value] as const),
  ]
  const names = new Map<string, string>()
  for (const [from, word] of words) {
    for (const alias of word ? aliasesIn(word) : []) if (!names.has(alias)) names.set(alias, from)
    if (names.size >= maxNames) break
  }
  return [...names].slice(0, maxNames).map(([alias, from]) => ({ alias, from }))
}
