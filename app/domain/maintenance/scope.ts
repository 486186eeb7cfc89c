import * as z from "zod"
import { type Matchable, matcher } from "../matching/matcher.ts"
import { matches } from "../matching/matches.ts"

/** What of a client is worked on: all of it, some services, some assets, or what a matcher means. */
export const maintenanceScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("client") }),
  z.object({
    kind: z.literal("services"),
    serviceIds: z.array(z.uuid()).min(1, "choose a service").max(200),
  }),
  z.object({ kind: z.literal("assets"), assetIds: z.array(z.uuid()).min(1, "choose an asset").max(500) }),
  z.object({
    kind: z.literal("matcher"),
    matcher: matcher.refine((m) => m.conditions.length > 0, "needs a condition"),
  }),
])
export type MaintenanceScope = z.infer<typeof maintenanceScope>

/** What a scope looks at of an alert. */
export type ScopedAlert = Matchable & { readonly assetId: string | null }

export function isInScope(scope: MaintenanceScope, alert: ScopedAlert): boolean {
  switch (scope.kind) {
    case "client":
      return true
    case "services":
      return alert.serviceId !== null && scope.serviceIds.includes(alert.serviceId)
    case "assets":
      return alert.assetId !== null && scope.assetIds.includes(alert.assetId)
    case "matcher":
      return matches(scope.matcher, alert)
  }
}

/** True where two scopes can mean the same alert. A matcher may meet anything: it is taken to. */
export function mayOverlap(a: MaintenanceScope, b: MaintenanceScope): boolean {
  if (a.kind === "services" && b.kind === "services")
    return a.serviceIds.some((id) => b.serviceIds.includes(id))
  if (a.kind === "assets" && b.kind === "assets") return a.assetIds.some((id) => b.assetIds.includes(id))
  return true
}
