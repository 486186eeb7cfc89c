import type { IncidentId } from "#app/kernel/ids.ts"
import { type Entity, type EntityType } from "../incidents/entity.ts"

/** Kinds that mean the same thing at every client; a user name or an asset does not. */
export const sharedTypes = ["hash", "domain", "ip", "url"] as const satisfies readonly EntityType[]

/** An entity that incidents of several clients name. */
export type Seen = Entity & { readonly clients: number; readonly incidents: readonly IncidentId[] }

/** What several clients have seen: the entities that tie the same incidents together. */
export type Pattern = {
  readonly entities: readonly Entity[]
  readonly clients: number
  readonly incidents: readonly IncidentId[]
}

/** Puts together what ties the same incidents, most clients first. What is private to each network ties nothing. */
export function patternsFrom(seen: readonly Seen[], limit = 20): Pattern[] {
  const telling = seen.filter((entity) => entity.clients > 1 && isPublic(entity))
  const groups = Map.groupBy(telling, ({ incidents }) => [...incidents].sort().join(" "))
  return [...groups.values()]
    .flatMap((same) => {
      const [first] = same
      if (!first) return []
      const entities = same.map(({ type, value }) => ({ type, value }))
      return [{ entities, clients: first.clients, incidents: first.incidents }]
    })
    .sort((a, b) => b.clients - a.clients || b.entities.length - a.entities.length)
    .slice(0, limit)
}

/** Whether an entity means the same outside one network. */
export function isPublic({ type, value }: Entity): boolean {
  switch (type) {
    case "hash":
      return true
    case "ip":
      return isPublicAddress(value)
    case "domain":
      return isPublicHost(value)
    case "url":
      return isPublicHost(hostOf(value))
    default:
      return false
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, "")
  } catch {
    return ""
  }
}

const privateNames = /(^|\.)(local|localhost|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/

function isPublicHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "")
  if (/^[\d.]+$/.test(name) || name.includes(":")) return isPublicAddress(name)
  return name.includes(".") && !privateNames.test(name)
}

/** Private, shared, loopback, link-local, multicast and unset addresses belong to every network, and so to none. */
const privateRanges: readonly RegExp[] = [
  /^(0|10|127)\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^(22[4-9]|2[3-5]\d)\./,
  /^::1?$/,
  /^f[cd][0-9a-f]{2}:/,
  /^fe[89ab][0-9a-f]:/,
  /^ff[0-9a-f]{2}:/,
]

function isPublicAddress(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "")
  return plain !== "" && !privateRanges.some((range) => range.test(plain))
}
