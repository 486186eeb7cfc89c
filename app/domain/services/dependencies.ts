import type { ServiceId } from "#app/kernel/ids.ts"

/** `service` cannot work without `dependsOn`. */
export type Dependency = { readonly service: ServiceId; readonly dependsOn: ServiceId }

/** Everything a service cannot work without, directly or through others; not itself. Ends also where edges run in a ring. */
export function upstreamOf(edges: readonly Dependency[], service: ServiceId): ReadonlySet<ServiceId> {
  const next = Map.groupBy(edges, (edge) => edge.service)
  const found = new Set<ServiceId>()
  const open = [service]
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const { dependsOn } of next.get(at) ?? [])
      if (!found.has(dependsOn)) {
        found.add(dependsOn)
        open.push(dependsOn)
      }
  return found
}

/** The first of the wanted services that depends on this one already, itself included: the edge would close a ring. */
export function closesRing(
  edges: readonly Dependency[],
  service: ServiceId,
  wanted: readonly ServiceId[],
): ServiceId | undefined {
  const others = edges.filter((edge) => edge.service !== service)
  return wanted.find((on) => on === service || upstreamOf(others, on).has(service))
}
